package io.dlrhub.sink.shape;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Shaped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Gives every record of the body another form: a record becomes a text, with the record itself
 * beside it as exchange property {@link Shaped#RECORD}; a list of records a list of {@link Shaped}.
 *
 * <p>A record that cannot have that form never will: it is refused, and keeps no other waiting.
 */
abstract class Shape implements Processor {

  @Override
  public void process(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof List<?> records) {
      exchange.getMessage().setBody(all(records));
    } else {
      Record record = record(body);
      exchange.setProperty(Shaped.RECORD, record);
      byte[] line;
      try {
        line = line(record, RecordJson.write(record));
      } catch (RuntimeException e) {
        throw new RecordRefused(refusal(e), List.of(0));
      }
      exchange.getMessage().setBody(new String(line, StandardCharsets.UTF_8));
    }
  }

  private List<Shaped> all(List<?> records) {
    List<Shaped> shaped = new ArrayList<>(records.size());
    List<Integer> refused = new ArrayList<>();
    String why = null;
    for (int i = 0; i < records.size(); i++) {
      Record record = record(records.get(i));
      try {
        shaped.add(shaped(records, i, record));
      } catch (RuntimeException e) {
        refused.add(i);
        why = why == null ? refusal(e) : why;
      }
    }
    if (why != null) {
      throw new RecordRefused(why, refused);
    }
    return shaped;
  }

  private Shaped shaped(List<?> records, int index, Record record) {
    return records instanceof Batch batch
        ? new Shaped(record, line(record, batch.lines().get(index)), batch.position(index))
        : new Shaped(record, line(record, RecordJson.write(record)), Shaped.NOWHERE);
  }

  private static String refusal(RuntimeException cause) {
    return "a step cannot give it its form: " + cause;
  }

  private static Record record(Object element) {
    if (element instanceof Record record) {
      return record;
    }
    throw new IllegalArgumentException(
        "the body holds no record but "
            + (element == null ? "null" : element.getClass().getName()));
  }

  /**
   * The new form of a record whose JSON is that.
   *
   * @throws RuntimeException if it cannot have that form
   */
  abstract byte[] line(Record record, byte[] json);

  /** Names separated by commas; empty for none. */
  static List<String> names(String list) {
    return list == null || list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(",")).map(String::trim).toList();
  }
}
