package io.dlrhub.sink.http;

import io.dlrhub.ledger.camel.LedgerConstants;
import io.dlrhub.report.Record;
import io.dlrhub.sink.Shaped;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Which records a body is about that a step has made: two reports may have the same text. */
final class Subject {

  private Subject() {}

  /** Their positions in the log and their ids, as far as they are known. */
  static String of(Exchange exchange, Object body) {
    return exchange.getProperty(LedgerConstants.POSITIONS, "", String.class) + ids(exchange, body);
  }

  /** Whether it is one record, as far as that is known; a text is taken for one. */
  static boolean isOne(Exchange exchange, Object body) {
    String positions = exchange.getProperty(LedgerConstants.POSITIONS, String.class);
    if (positions != null) {
      int dash = positions.indexOf('-');
      return positions.substring(0, dash).equals(positions.substring(dash + 1));
    }
    return !(body instanceof List<?> list) || list.size() == 1;
  }

  private static String ids(Exchange exchange, Object body) {
    if (body instanceof Shaped || body instanceof List<?>) {
      return (body instanceof List<?> list ? list : List.of(body))
          .stream()
              .filter(Shaped.class::isInstance)
              .map(element -> " " + ((Shaped) element).record().id())
              .collect(Collectors.joining());
    }
    Record record = exchange.getProperty(Shaped.RECORD, Record.class);
    return record == null ? "" : " " + record.id();
  }
}
