package com.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.Rejected;
import java.util.List;
import org.apache.camel.ExchangeProperty;

/**
 * What comes beside the records: without a ledger it is the host that keeps it. Makes lines for a
 * file of it.
 */
public final class Unusual {

  private final ObjectMapper json = new ObjectMapper();

  /** What could not be understood, with its bytes. */
  public List<String> rejected(@ExchangeProperty(Rejected.PROPERTY) List<Rejected> rejected) {
    return rejected.stream()
        .map(
            one ->
                line(one.source(), one.account())
                    .put("reason", one.reason())
                    .put("detail", one.detail())
                    .put("bytes", one.bytes())
                    .toString())
        .toList();
  }

  /** A pull that may have lost a page: ask UCloud what became of the messages of the last days. */
  public List<String> inDoubt(@ExchangeProperty(InDoubt.PROPERTY) InDoubt pull) {
    return List.of(
        line(pull.action(), pull.account())
            .put("startedAt", pull.startedAt().toString())
            .put("cause", pull.cause())
            .toString());
  }

  private ObjectNode line(String source, String account) {
    return json.createObjectNode().put("source", source).put("account", account);
  }
}
