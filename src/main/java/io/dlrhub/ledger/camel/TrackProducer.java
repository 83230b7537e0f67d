package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Tracked;
import io.dlrhub.messages.SentMessageList;
import io.dlrhub.messages.SentMessageLists;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.SentMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Tracks what an exchange carries, some at a time: a list may be longer than memory is large. */
final class TrackProducer extends DefaultProducer {

  /** Some ten milliseconds of the ledger's writer, for which pushes wait meanwhile. */
  private static final int AT_ONCE = 1000;

  /** Few large ones may hold more than many of the usual. */
  private static final long BYTES_AT_ONCE = 1 << 20;

  private final Ledger ledger;

  TrackProducer(LedgerEndpoint endpoint, Ledger ledger) {
    super(endpoint);
    this.ledger = ledger;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    try {
      track(exchange);
    } catch (Exception e) {
      exchange.setProperty(NotStored.PROPERTY, e);
      throw e;
    }
  }

  private void track(Exchange exchange) throws Exception {
    Object body = exchange.getMessage().getBody();
    Tracked tracked;
    if (body instanceof SentMessage message) {
      tracked = ledger.track(List.of(message), exchange.getFromRouteId());
    } else if (body instanceof Iterable<?> list) {
      tracked = trackAndClose(list.iterator(), exchange.getFromRouteId());
    } else if (body instanceof Iterator<?> messages) {
      tracked = trackAndClose(messages, exchange.getFromRouteId());
    } else {
      tracked = trackJson(exchange);
    }
    exchange.getMessage().setHeader(LedgerConstants.TRACKED, tracked.accepted());
    exchange.getMessage().setHeader(LedgerConstants.NEW, tracked.added());
  }

  /** Read to the end before anything is tracked: a bad element refuses the whole. */
  private Tracked trackJson(Exchange exchange) throws Exception {
    InputStream json = exchange.getMessage().getMandatoryBody(InputStream.class);
    List<SentMessage> all = new ArrayList<>();
    try (SentMessageList list = SentMessageLists.of(getEndpoint().getCamelContext()).json(json)) {
      list.forEachRemaining(all::add);
    }
    return track(all.iterator(), exchange.getFromRouteId());
  }

  private Tracked trackAndClose(Iterator<?> messages, String by) throws IOException {
    try {
      return track(messages, by);
    } finally {
      if (messages instanceof Closeable open) {
        open.close();
      }
    }
  }

  private Tracked track(Iterator<?> messages, String by) {
    Tracked tracked = Tracked.NOTHING;
    List<SentMessage> some = new ArrayList<>();
    long bytes = 0;
    while (messages.hasNext()) {
      Object next = messages.next();
      if (!(next instanceof SentMessage message)) {
        throw new IllegalArgumentException(
            "the body of ledger:track holds "
                + (next == null ? "null" : next.getClass().getName())
                + ", accepted are "
                + SentMessage.class.getName()
                + ", lists of it and JSON");
      }
      some.add(message);
      bytes += message.raw().utf8().length;
      if (some.size() == AT_ONCE || bytes >= BYTES_AT_ONCE) {
        tracked = tracked.plus(ledger.track(some, by));
        some.clear();
        bytes = 0;
      }
    }
    return some.isEmpty() ? tracked : tracked.plus(ledger.track(some, by));
  }
}
