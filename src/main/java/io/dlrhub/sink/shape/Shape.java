package io.dlrhub.sink.shape;

import io.dlrhub.ledger.Batch;
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
      byte[] line = line(record, RecordJson.write(record));
      exchange.getMessage().setBody(new String(line, StandardCharsets.UTF_8));
    }
  }

  private List<Shaped> all(List<?> records) {
    List<Shaped> shaped = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      Record record = record(records.get(i));
      byte[] json =
          records instanceof Batch batch ? batch.lines().get(i) : RecordJson.write(record);
      shaped.add(new Shaped(record, line(record, json)));
    }
    return shaped;
  }

  private static Record record(Object element) {
    if (element instanceof Record record) {
      return record;
    }
    throw new IllegalArgumentException(
        "the body holds no record but "
            + (element == null ? "null" : element.getClass().getName()));
  }

  /** The new form of a record whose JSON is that. */
  abstract byte[] line(Record record, byte[] json);

  /** Names separated by commas; empty for none. */
  static List<String> names(String list) {
    return list == null || list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(",")).map(String::trim).toList();
  }
}
