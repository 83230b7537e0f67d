package io.dlrhub.messages;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.dlrhub.report.SentMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A list of sent messages, read one at a time: a JSON object, a JSON array, JSON objects one after
 * another (NDJSON), or CSV with a header row. Memory stays the same however long it is.
 *
 * <p>In CSV, {@code phones} are separated by semicolons; columns are those of the JSON form in any
 * order.
 */
public final class SentMessageList implements Iterator<SentMessage>, Closeable {

  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private final MappingIterator<JsonNode> elements;
  private final SentMessageFields fields;
  private final boolean csv;
  private long index;

  private SentMessageList(MappingIterator<JsonNode> elements, Clock clock, boolean csv) {
    this.elements = elements;
    this.fields = new SentMessageFields(clock);
    this.csv = csv;
  }

  /**
   * Reads JSON in any of its three forms.
   *
   * @param clock what {@code sentAt} is when it is absent
   */
  public static SentMessageList json(InputStream in, Clock clock) throws IOException {
    return open(JSON, in, clock, false);
  }

  /** Reads CSV (RFC 4180) whose first row names the columns. */
  public static SentMessageList csv(InputStream in, Clock clock) throws IOException {
    ObjectReader reader =
        CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
            .build()
            .readerFor(JsonNode.class)
            .with(CsvSchema.emptySchema().withHeader());
    return open(reader, in, clock, true);
  }

  private static SentMessageList open(ObjectReader reader, InputStream in, Clock clock, boolean csv)
      throws IOException {
    try {
      return new SentMessageList(reader.readValues(in), clock, csv);
    } catch (JsonProcessingException e) {
      throw notReadable(0, csv, e);
    }
  }

  /**
   * Whether there is another.
   *
   * @throws BadMessage if what follows is not JSON or CSV, or if the list ended in the middle
   */
  @Override
  public boolean hasNext() {
    try {
      return elements.hasNextValue();
    } catch (JsonProcessingException e) {
      throw notReadable(index, csv, e);
    } catch (IOException e) {
      throw new BadMessage(index, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * The next one.
   *
   * @throws BadMessage naming the index of an element that cannot be taken
   */
  @Override
  public SentMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      JsonNode element = elements.nextValue();
      return fields.read(csv ? CsvPhones.split(element) : element, index++);
    } catch (JsonProcessingException e) {
      throw notReadable(index, csv, e);
    } catch (IOException e) {
      throw new BadMessage(index, "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    elements.close();
  }

  private static BadMessage notReadable(long index, boolean csv, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new BadMessage(index, "not " + (csv ? "CSV" : "JSON") + where);
  }
}
