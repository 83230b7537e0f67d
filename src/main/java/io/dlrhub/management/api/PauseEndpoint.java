package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code POST /api/sinks/{name}/pause} and {@code …/resume}: stops delivery to a sink, replays too,
 * until it is resumed, also over restarts. Answers the sink as {@code GET /api/sinks} shows it.
 */
public final class PauseEndpoint extends ApiEndpoint {

  private final boolean pause;
  private final SinkView view;

  private PauseEndpoint(String word, boolean pause, SinkView view) {
    super("POST", "/api/sinks/{name}/" + word);
    this.pause = pause;
    this.view = view;
  }

  public static ApiEndpoint pause(SinkView view) {
    return new PauseEndpoint("pause", true, view);
  }

  public static ApiEndpoint resume(SinkView view) {
    return new PauseEndpoint("resume", false, view);
  }

  @Override
  protected JsonNode answer(Call call) {
    String name = call.path().text("name");
    if (pause) {
      call.ledger().pause(name);
    } else {
      call.ledger().resume(name);
    }
    return view.sink(call.ledger(), name);
  }
}
