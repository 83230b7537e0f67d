package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Appended;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.report.ContinueOn;
import io.dlrhub.report.InDoubt;
import io.dlrhub.report.NotStored;
import io.dlrhub.report.PullIntent;
import io.dlrhub.report.Record;
import io.dlrhub.report.Rejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Appends what an exchange carries, and waits until that is durable; without holding the thread
 * where the exchange says where to {@link ContinueOn go on}.
 */
final class AppendProducer extends DefaultAsyncProducer {

  private final LedgerEndpoint endpoint;
  private final Ledger ledger;

  AppendProducer(LedgerEndpoint endpoint, Ledger ledger) {
    super(endpoint);
    this.endpoint = endpoint;
    this.ledger = ledger;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Executor executor = exchange.getProperty(ContinueOn.PROPERTY, Executor.class);
    try {
      Append append = append(exchange);
      if (executor != null) {
        ledger
            .appendAsync(append)
            .whenComplete((appended, e) -> executor.execute(() -> goOn(exchange, e, callback)));
        return false;
      }
      await(append);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(exchange, e);
    } catch (RuntimeException e) {
      failed(exchange, e);
    }
    callback.done(true);
    return true;
  }

  private static void goOn(Exchange exchange, Throwable failure, AsyncCallback callback) {
    if (failure != null) {
      failed(exchange, failure);
    }
    callback.done(false);
  }

  private static void failed(Exchange exchange, Throwable failure) {
    exchange.setProperty(NotStored.PROPERTY, failure);
    exchange.setException(failure);
  }

  private static Append append(Exchange exchange) {
    return new Append(
        records(exchange.getMessage().getBody()),
        all(exchange, Rejected.PROPERTY, Rejected.class),
        one(exchange, PullIntent.PROPERTY, PullIntent.class),
        one(exchange, InDoubt.PROPERTY, InDoubt.class));
  }

  private Appended await(Append append) throws InterruptedException {
    try {
      return ledger
          .appendAsync(append)
          .toCompletableFuture()
          .get(endpoint.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LedgerException(
          "not known to be stored: no commit within " + endpoint.getTimeout().toMillis() + " ms",
          e);
    } catch (ExecutionException e) {
      throw new LedgerException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static List<Record> records(Object body) {
    if (body == null) {
      return List.of();
    }
    return elements(body, Record.class, "the body of ledger:append");
  }

  private static <T> List<T> all(Exchange exchange, String property, Class<T> type) {
    Object value = exchange.getProperty(property);
    return value == null ? List.of() : elements(value, type, "exchange property " + property);
  }

  private static <T> T one(Exchange exchange, String property, Class<T> type) {
    Object value = exchange.getProperty(property);
    return value == null ? null : elements(value, type, "exchange property " + property).get(0);
  }

  private static <T> List<T> elements(Object value, Class<T> type, String where) {
    Collection<?> all = value instanceof Collection<?> many ? many : List.of(value);
    List<T> checked = new ArrayList<>(all.size());
    for (Object element : all) {
      if (!type.isInstance(element)) {
        throw new IllegalArgumentException(
            where
                + " holds "
                + (element == null ? "null" : element.getClass().getName())
                + ", accepted are "
                + type.getName()
                + " and lists of it");
      }
      checked.add(type.cast(element));
    }
    return checked;
  }
}
