package io.dlrhub.intake;

import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.Reservation;
import io.dlrhub.messages.BadMessage;
import io.dlrhub.messages.SentMessageList;
import io.dlrhub.messages.SentMessageLists;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Turns the body of {@code POST /messages} into a list of sent messages; a bad element refuses the
 * whole (docs/intake.md).
 */
public final class MessagesReader implements Processor, CamelContextAware {

  /** Exchange property: names of fields nobody knows, a set of printable texts. */
  static final String UNKNOWN_FIELDS = "dlrUnknownFields";

  /** Estimated: a message on its way into the ledger, beside three times its text. */
  private static final int MESSAGE = 700;

  /** Estimated: one element as a tree, for a byte of the body; and the most an element can have. */
  private static final int TREE = 20;

  private static final int LARGEST_TREE = 6 << 20;

  private CamelContext context;

  @Override
  public void process(Exchange exchange) throws IOException {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    Reservation reserved = exchange.getProperty(Reservation.PROPERTY, Reservation.class);
    Reservation held = reserved == null ? Reservation.ofNothing() : reserved;
    held.objects(Math.min(LARGEST_TREE, (long) TREE * body.length));
    BodyLimits limits =
        BodyLimits.orDefault(context.getRegistry().findSingleByType(BodyLimits.class));
    List<SentMessage> messages = new ArrayList<>();
    try (SentMessageList list =
        SentMessageLists.of(context).json(new ByteArrayInputStream(body), limits)) {
      while (list.hasNext()) {
        limits.elements(messages.size() + 1L, "the list");
        SentMessage message = list.next();
        held.objects(MESSAGE + 3L * message.raw().utf8().length);
        messages.add(message);
      }
      exchange.setProperty(UNKNOWN_FIELDS, list.unknownFields());
    } catch (BadMessage e) {
      messages.clear();
      exchange.setProperty(Rejected.MALFORMED, e.getMessage());
    }
    exchange.getMessage().setBody(messages);
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
