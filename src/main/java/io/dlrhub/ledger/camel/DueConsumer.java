package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Due;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.TrackedMessage;
import io.dlrhub.report.IdsRefused;
import io.dlrhub.report.NotStored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that asks for what is due, at the pace the account allows. */
final class DueConsumer extends DefaultConsumer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DueConsumer.class);
  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final long STOP_MILLIS = 5000;

  private final LedgerEndpoint endpoint;
  private final LedgerComponent component;
  private final RefusedIds refusals = new RefusedIds();
  private Due due;
  private Thread thread;
  private volatile boolean stopping;

  DueConsumer(LedgerEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = (LedgerComponent) endpoint.getComponent();
    // Before any route starts: what is due must wait for this consumer.
    due = endpoint.ledger().due(endpoint.query());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    if (due == null) {
      due = endpoint.ledger().due(endpoint.query());
    }
    stopping = false;
    String name = "ledger-due-" + endpoint.getAccount() + "-" + endpoint.getChannel().wireName();
    thread = endpoint.getCamelContext().getExecutorServiceManager().newThread(name, this);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        if (!askOnce()) {
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Asking for {} stops", endpoint.query());
    }
  }

  /** Asks once, if there is anything to ask for; whether there was. */
  private boolean askOnce() throws InterruptedException {
    try {
      List<TrackedMessage> messages = due.poll(endpoint.getBatchSize());
      if (messages.isEmpty()) {
        return false;
      }
      pace();
      if (!stopping) {
        ask(messages);
      }
      return true;
    } catch (LedgerException e) {
      LOG.warn("Tracked messages of {}: {}", endpoint.query(), e.getMessage());
      return false;
    }
  }

  private void pace() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(
        component
            .callsOf(endpoint.getProvider(), endpoint.getAccount())
            .reserve(1, endpoint.getMaxPerSecond()));
  }

  private void ask(List<TrackedMessage> messages) throws InterruptedException {
    refusals.begin();
    askInParts(messages);
    refusals.end(due);
  }

  /** A batch that is refused for one of its ids is halved until that id is alone. */
  private void askInParts(List<TrackedMessage> messages) throws InterruptedException {
    Exception failure = askTogether(messages);
    if (failure == null) {
      refusals.answered();
      return;
    }
    IdsRefused refused = ObjectHelper.getException(IdsRefused.class, failure);
    List<String> ids = messages.stream().map(TrackedMessage::messageId).distinct().toList();
    if (refused == null || stopping) {
      failed(messages, failure);
    } else if (ids.size() == 1) {
      refusals.refused(messages, refused.reason());
    } else {
      Set<String> first = Set.copyOf(ids.subList(0, ids.size() / 2));
      List<TrackedMessage> rest = new ArrayList<>(messages);
      rest.removeIf(message -> first.contains(message.messageId()));
      askPart(messages.stream().filter(message -> first.contains(message.messageId())).toList());
      askPart(rest);
    }
  }

  private void askPart(List<TrackedMessage> part) throws InterruptedException {
    pace();
    askInParts(part);
  }

  private void failed(List<TrackedMessage> messages, Exception failure) {
    LOG.warn(
        "Asking for {} messages of {}/{} failed, again later: {}",
        messages.size(),
        endpoint.getProvider(),
        endpoint.getAccount(),
        failure.toString());
    due.failed(messages);
  }

  /** The failure; null where it was answered. */
  private Exception askTogether(List<TrackedMessage> messages) {
    Exchange exchange = createExchange(false);
    try {
      exchange
          .getMessage()
          .setBody(messages.stream().map(TrackedMessage::messageId).distinct().toList());
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception failure = failure(exchange);
    Set<String> settled = failure == null ? settled(messages, exchange) : Set.of();
    releaseExchange(exchange, false);
    if (failure == null) {
      due.answered(messages, settled);
    }
    return failure;
  }

  private static Exception failure(Exchange exchange) {
    Throwable notStored = exchange.getProperty(NotStored.PROPERTY, Throwable.class);
    return exchange.getException() == null && notStored != null
        ? new LedgerException("an answer was not stored: " + notStored.getMessage(), notStored)
        : exchange.getException();
  }

  private static Set<String> settled(List<TrackedMessage> messages, Exchange exchange) {
    Object pending = exchange.getProperty(LedgerConstants.PENDING);
    if (!(pending instanceof Collection<?> ids)) {
      return Set.of();
    }
    Set<String> settled = new HashSet<>();
    messages.forEach(message -> settled.add(message.messageId()));
    settled.removeAll(ids);
    return settled;
  }

  @Override
  protected void doStop() throws Exception {
    stopping = true;
    if (thread != null) {
      thread.join(STOP_MILLIS);
      thread.interrupt();
      thread = null;
    }
    if (due != null) {
      due.close();
      due = null;
    }
    super.doStop();
  }
}
