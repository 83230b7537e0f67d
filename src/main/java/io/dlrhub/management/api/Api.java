package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.ReplayRunning;
import io.dlrhub.ledger.SinkNotRunning;
import io.dlrhub.ledger.UnknownSink;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON API: everything below {@code /api} on the management port. Asks nobody who they are; who
 * may reach that port may use it.
 *
 * <p>Requests are read on the event loop and answered by few threads, so that looking at the ledger
 * never takes much from those who write it.
 */
public final class Api extends ServiceSupport implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 32;
  private static final byte[] NOTHING = {};

  private final Map<Integer, OncePerMinute> told =
      Map.of(403, new OncePerMinute(), 413, new OncePerMinute(), 415, new OncePerMinute());
  private final Directory directory;
  private final Supplier<Ledger> ledger;
  private final ThreadPoolExecutor pool;

  /**
   * @param ledger the context's ledger; null while none is open
   */
  public Api(List<Endpoint> endpoints, Supplier<Ledger> ledger) {
    this.directory = new Directory(endpoints);
    this.ledger = ledger;
    this.pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Api::thread);
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dlr-api");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  protected void doStop() {
    pool.shutdown();
  }

  @Override
  public void handle(RoutingContext routing) {
    try {
      Directory.Found found =
          directory.find(routing.request().method().name(), routing.normalizedPath());
      if (found.endpoint().changesSomething()) {
        Requests.refuseForeignPage(routing.request());
      }
      if (found.endpoint().takesBody()) {
        refuseQuery(routing);
        Requests.body(routing.request())
            .onSuccess(body -> start(routing, found, Map.of(), body))
            .onFailure(failure -> refuse(routing, failure));
      } else {
        start(routing, found, Requests.query(routing), NOTHING);
      }
    } catch (Directory.WrongMethod wrong) {
      routing.response().putHeader("Allow", wrong.getMessage());
      send(routing, 405, Json.error(405, "accepted: " + wrong.getMessage()));
    } catch (ApiError e) {
      refuse(routing, e);
    }
  }

  private static void refuseQuery(RoutingContext routing) {
    new Arguments("parameter", List.of(), Requests.query(routing));
  }

  private void start(
      RoutingContext routing, Directory.Found found, Map<String, String> query, byte[] body) {
    var eventLoop = routing.vertx().getOrCreateContext();
    try {
      pool.execute(
          () -> {
            Reply reply = reply(found, query, body);
            eventLoop.runOnContext(back -> send(routing, reply.status(), reply.json()));
          });
    } catch (RejectedExecutionException e) {
      refuse(routing, new ApiError(503, "too many requests are waiting; try again"));
    }
  }

  private record Reply(int status, byte[] json) {
    static Reply error(int status, String message) {
      return new Reply(status, Json.error(status, message));
    }
  }

  private Reply reply(Directory.Found found, Map<String, String> query, byte[] body) {
    try {
      return new Reply(found.endpoint().status(), Json.bytes(answer(found, query, body)));
    } catch (ApiError e) {
      return Reply.error(e.status(), e.getMessage());
    } catch (UnknownSink e) {
      return Reply.error(404, e.getMessage());
    } catch (ReplayRunning | SinkNotRunning e) {
      return Reply.error(409, e.getMessage());
    } catch (LedgerException e) {
      return Reply.error(503, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {}", found.endpoint().method(), found.endpoint().path(), e);
      return Reply.error(500, "an unexpected failure; see the log");
    }
  }

  private JsonNode answer(Directory.Found found, Map<String, String> query, byte[] body) {
    Endpoint endpoint = found.endpoint();
    Map<String, String> variables = found.variables();
    Arguments path = new Arguments("path variable", new ArrayList<>(variables.keySet()), variables);
    Arguments given =
        endpoint.takesBody()
            ? new Arguments(
                "field", endpoint.names(), body.length == 0 ? Map.of() : Json.fields(body))
            : new Arguments("parameter", endpoint.names(), query);
    Ledger open = ledger.get();
    if (open == null) {
      throw new LedgerException("no ledger is open");
    }
    return endpoint.answer(new Call(path, given, open));
  }

  private void refuse(RoutingContext routing, Throwable failure) {
    if (failure instanceof ApiError error) {
      tell(routing, error);
      send(routing, error.status(), Json.error(error.status(), error.getMessage()));
    } else {
      LOG.debug("A request of the API was not read", failure);
      routing.request().connection().close();
    }
  }

  /** What a page of another server may have tried; what a user mistypes is told to the user. */
  private void tell(RoutingContext routing, ApiError error) {
    OncePerMinute lines = told.get(error.status());
    if (lines != null) {
      lines.tell(
          others ->
              LOG.warn(
                  "{} {} from {} is answered {}, {}{}",
                  routing.request().method(),
                  Printable.line(routing.normalizedPath()),
                  routing.request().remoteAddress().hostAddress(),
                  error.status(),
                  Printable.line(error.getMessage()),
                  others));
    }
  }

  private static void send(RoutingContext routing, int status, byte[] json) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Length", Integer.toString(json.length));
    if (routing.request().method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(Buffer.buffer(json));
    }
  }
}
