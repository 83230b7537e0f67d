package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.Replay;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.report.DeliveryStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * {@code /api/sinks/{name}/replay}: {@code POST} has a sink sent again what was stored from {@code
 * since} on and before {@code until}; {@code GET} shows the replay that runs, or the last one;
 * {@code DELETE} cancels it. Each answers the replay.
 */
public final class ReplayEndpoints {

  private static final String PATH = "/api/sinks/{name}/replay";
  private static final int MOST_PER_SECOND = 1_000_000;

  private ReplayEndpoints() {}

  public static List<ApiEndpoint> all(SinkView view) {
    return List.of(new Start(view), new Show(view), new Cancel(view));
  }

  private static final class Start extends ApiEndpoint {
    private final SinkView view;

    Start(SinkView view) {
      super("POST", PATH, "since", "until", "account", "status", "maxPerSecond");
      this.view = view;
    }

    @Override
    int status() {
      return ACCEPTED;
    }

    @Override
    protected JsonNode answer(Call call) {
      Arguments given = call.given();
      Instant since = given.required("since", given.time("since"));
      Instant until = given.time("until");
      if (since.isAfter(view.clock().instant())) {
        throw given.notAccepted("since", "accepted is a time that is past");
      }
      if (until != null && !until.isAfter(since)) {
        throw given.notAccepted("until", "accepted is a time after since");
      }
      String status =
          given.oneOf(
              "status",
              Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::wireName).toList());
      Long pace = given.number("maxPerSecond", 1, MOST_PER_SECOND);
      Replay replay =
          call.ledger()
              .replays()
              .start(
                  new ReplayOptions(
                      call.path().text("name"),
                      since,
                      until,
                      given.text("account"),
                      status == null ? null : DeliveryStatus.of(status),
                      pace == null ? null : pace.intValue()));
      return view.replay(replay);
    }
  }

  private static final class Show extends ApiEndpoint {
    private final SinkView view;

    Show(SinkView view) {
      super("GET", PATH);
      this.view = view;
    }

    @Override
    protected JsonNode answer(Call call) {
      String name = call.path().text("name");
      return call.ledger()
          .replays()
          .of(name)
          .map(view::replay)
          .orElseThrow(() -> new ApiError(404, "sink " + name + " has had no replay"));
    }
  }

  private static final class Cancel extends ApiEndpoint {
    private final SinkView view;

    Cancel(SinkView view) {
      super("DELETE", PATH);
      this.view = view;
    }

    @Override
    protected JsonNode answer(Call call) {
      String name = call.path().text("name");
      return call.ledger()
          .replays()
          .cancel(name)
          .map(view::replay)
          .orElseThrow(() -> new ApiError(404, "no replay of sink " + name + " runs"));
    }
  }
}
