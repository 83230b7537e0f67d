package io.dlrhub.messages;

import io.dlrhub.memory.BodyLimits;
import io.dlrhub.report.PhoneNumbers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** Opens lists of sent messages. */
public final class SentMessageLists {

  private final Clock clock;
  private final PhoneNumbers numbers;

  /**
   * @param clock what {@code sentAt} is when it is absent
   * @param numbers what is a phone
   */
  public SentMessageLists(Clock clock, PhoneNumbers numbers) {
    this.clock = clock;
    this.numbers = numbers;
  }

  /** With the clock of a context's registry and its {@code dlr.phone.region}. */
  public static SentMessageLists of(CamelContext context) {
    Clock clock = context.getRegistry().findSingleByType(Clock.class);
    String region =
        context
            .getPropertiesComponent()
            .resolveProperty("dlr.phone.region")
            .filter(value -> !value.isBlank())
            .orElse("CN");
    return new SentMessageLists(
        clock == null ? Clock.systemUTC() : clock, new PhoneNumbers(region));
  }

  /** A JSON object, a JSON array, or JSON objects one after another (NDJSON), in UTF-8. */
  public SentMessageList json(InputStream in) throws IOException {
    return list(JsonElements.of(in, JsonElements.UNLIMITED));
  }

  /**
   * The same as the body of a request.
   *
   * @param limits past which {@link io.dlrhub.memory.OverLimit} is thrown, of its elements too
   */
  public SentMessageList json(InputStream in, BodyLimits limits) throws IOException {
    return list(JsonElements.of(in, limits));
  }

  /** The same as characters. */
  public SentMessageList json(Reader in) throws IOException {
    return list(JsonElements.of(in));
  }

  /** CSV whose first row names the columns. */
  public SentMessageList csv(Reader in) throws IOException {
    return list(new CsvRows(new BufferedReader(in)));
  }

  /** Opens the same bytes again and again. */
  public interface Bytes {
    InputStream open() throws IOException;
  }

  /**
   * A list in whatever charset it is found to be in.
   *
   * @param csv else JSON in any of its forms
   * @param charset the one it is said to be in; null for none
   * @throws BadMessage if it is text in none that is known
   */
  public SentMessageList open(boolean csv, Bytes bytes, Charset charset) throws IOException {
    Charset in = charset == null ? TextCharset.of(bytes) : charset;
    InputStream opened = bytes.open();
    try {
      Reader reader = TextCharset.reader(opened, in);
      return csv ? csv(reader) : json(reader);
    } catch (CharacterCodingException e) {
      opened.close();
      throw new BadMessage("is not text in " + in + ", which dlr.messages.charset says");
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private SentMessageList list(Elements elements) {
    return new SentMessageList(elements, new SentMessageFields(clock, numbers));
  }
}
