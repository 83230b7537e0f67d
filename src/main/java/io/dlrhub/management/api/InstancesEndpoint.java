package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.ledger.InstanceName;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerInstance;
import io.dlrhub.ledger.LedgerInstance.Hold;
import io.dlrhub.ledger.SinkState;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /api/instances}: who shares the ledger and is alive, and what each alone does. */
public final class InstancesEndpoint extends ApiEndpoint {

  private final Instant startedAt;
  private final Supplier<String> name;

  /**
   * @param name what this process was told to be called; null for the name of its host
   */
  public InstancesEndpoint(Instant startedAt, Supplier<String> name) {
    super("GET", "/api/instances");
    this.startedAt = startedAt;
    this.name = name;
  }

  @Override
  protected JsonNode answer(Call call) {
    Ledger ledger = call.ledger();
    boolean shared = ledger.instance().isPresent();
    ObjectNode answer = Json.object().put("shared", shared);
    ArrayNode instances = answer.putArray("instances");
    List<LedgerInstance> all = shared ? ledger.instances() : List.of(alone(ledger));
    all.forEach(one -> put(instances.addObject(), one));
    return answer;
  }

  /** One that has its ledger for itself feeds every sink that is on. */
  private LedgerInstance alone(Ledger ledger) {
    String told = name.get();
    return new LedgerInstance(
        told == null ? InstanceName.ofThisHost() : told,
        true,
        startedAt,
        ledger.sinks().stream()
            .filter(SinkState::open)
            .map(sink -> new Hold("sink", sink.name(), startedAt))
            .toList());
  }

  private static void put(ObjectNode shown, LedgerInstance one) {
    shown.put("name", one.name()).put("self", one.self()).put("since", Json.time(one.since()));
    ArrayNode holds = shown.putArray("holds");
    for (Hold hold : one.holds()) {
      holds
          .addObject()
          .put("kind", hold.kind())
          .put("name", hold.name())
          .put("since", Json.time(hold.since()));
    }
  }
}
