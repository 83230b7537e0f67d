package io.dlrhub.management.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.ReplayRunning;
import io.dlrhub.ledger.SinkNotRunning;
import io.dlrhub.ledger.UnknownSink;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON API: everything below {@code /api} on the management port, for who has {@link Access}.
 *
 * <p>Requests are read on the event loop and answered by few threads, so that looking at the ledger
 * never takes much from those who write it.
 */
public final class Api extends ServiceSupport {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 32;

  /** Bytes a body may have; what is posted here are a few fields. */
  private static final int LARGEST_BODY = 16 * 1024;

  private static final String ALL = "/api/*";
  private static final String ROLE = "dlr.role";

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final int FIRST_ERROR = 400;

  private final Map<Integer, OncePerMinute> told =
      Map.of(
          401,
          new OncePerMinute(),
          403,
          new OncePerMinute(),
          413,
          new OncePerMinute(),
          415,
          new OncePerMinute());
  private final List<ApiEndpoint> endpoints;
  private final Supplier<Ledger> ledger;
  private final Access access;
  private final Clock clock;
  private final ThreadPoolExecutor pool;

  /**
   * @param ledger the context's ledger; null while none is open
   * @param access who may do what
   * @param clock says when something was changed
   */
  public Api(List<ApiEndpoint> endpoints, Supplier<Ledger> ledger, Access access, Clock clock) {
    this.clock = clock;
    this.access = access;
    this.endpoints = endpoints;
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

  /** Makes a router answer them. */
  public void install(Router router) {
    BodyHandler bodies = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    router.route(ALL).failureHandler(this::failed);
    for (ApiEndpoint endpoint : endpoints) {
      route(router, endpoint).handler(routing -> admit(endpoint, routing));
      if (endpoint.takesBody()) {
        route(router, endpoint).handler(bodies);
      }
      route(router, endpoint).handler(routing -> start(endpoint, routing));
    }
    for (String path : endpoints.stream().map(ApiEndpoint::route).distinct().toList()) {
      router.route(path).handler(routing -> refuseMethod(path, routing));
    }
    router.route(ALL).handler(this::refusePath);
  }

  private static Route route(Router router, ApiEndpoint endpoint) {
    Route route = router.route(HttpMethod.valueOf(endpoint.method()), endpoint.route());
    return endpoint.method().equals("GET") ? route.method(HttpMethod.HEAD) : route;
  }

  private void refuseMethod(String path, RoutingContext routing) {
    TreeSet<String> methods = new TreeSet<>();
    endpoints.stream()
        .filter(endpoint -> endpoint.route().equals(path))
        .forEach(endpoint -> methods.add(endpoint.method()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    String allowed = String.join(", ", methods);
    routing.response().putHeader("Allow", allowed);
    send(routing, 405, Json.error(405, "accepted: " + allowed));
  }

  private void refusePath(RoutingContext routing) {
    String paths =
        endpoints.stream()
            .map(ApiEndpoint::path)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    refuse(
        routing,
        new ApiError(404, "there is no " + routing.normalizedPath() + "; there are " + paths));
  }

  /** Before a byte of a body is read. */
  private void admit(ApiEndpoint endpoint, RoutingContext routing) {
    routing.put(ROLE, access.check(endpoint, routing.request()));
    if (endpoint.changesSomething()) {
      Requests.refuseForeignPage(routing.request());
    }
    if (endpoint.takesBody()) {
      Requests.refuseOtherThanJson(routing.request());
      Reservation held = MemoryBudget.ofProcess().open("management API");
      routing.addEndHandler(ended -> held.close());
      held.body(LARGEST_BODY);
    }
    routing.next();
  }

  private void failed(RoutingContext routing) {
    Throwable failure = routing.failure();
    if (failure instanceof MemoryRefused) {
      refuse(routing, new ApiError(503, "too much is waiting; try again"));
    } else if (routing.statusCode() == 413) {
      refuse(
          routing,
          new ApiError(413, "the body is too large; accepted are " + LARGEST_BODY + " bytes"));
    } else if (failure instanceof ApiError) {
      refuse(routing, failure);
    } else {
      routing.next();
    }
  }

  private void start(ApiEndpoint endpoint, RoutingContext routing) {
    Map<String, String> query = Requests.query(routing);
    byte[] body = {};
    if (endpoint.takesBody()) {
      new Arguments("parameter", List.of(), query);
      Buffer read = routing.body().buffer();
      body = read == null ? body : read.getBytes();
    }
    Asked asked =
        new Asked(
            endpoint, routing.pathParams(), query, body, Caller.of(routing, routing.get(ROLE)));
    var eventLoop = routing.vertx().getOrCreateContext();
    try {
      pool.execute(
          () -> {
            Reply reply = kept(asked);
            eventLoop.runOnContext(back -> send(routing, reply.status(), reply.json()));
          });
    } catch (RejectedExecutionException e) {
      refuse(routing, new ApiError(503, "too many requests are waiting; try again"));
    }
  }

  private record Asked(
      ApiEndpoint endpoint,
      Map<String, String> variables,
      Map<String, String> query,
      byte[] body,
      Caller caller) {}

  private record Reply(int status, byte[] json) {
    static Reply error(int status, String message) {
      return new Reply(status, Json.error(status, message));
    }
  }

  /** What changes something is kept before it is done, and how it ended after. */
  private Reply kept(Asked asked) {
    Ledger open = ledger.get();
    if (!asked.endpoint().changesSomething() || open == null) {
      return reply(asked);
    }
    try {
      long id = open.changes().begin(asked.caller().change(asked.body(), clock.instant()));
      Reply reply = reply(asked);
      open.changes().ended(id, reply.status());
      return reply;
    } catch (LedgerException e) {
      return Reply.error(503, e.getMessage());
    }
  }

  private Reply reply(Asked asked) {
    ApiEndpoint endpoint = asked.endpoint();
    try {
      return new Reply(endpoint.status(), Json.bytes(answer(asked)));
    } catch (ApiError e) {
      return Reply.error(e.status(), e.getMessage());
    } catch (UnknownSink e) {
      return Reply.error(404, e.getMessage());
    } catch (ReplayRunning | SinkNotRunning e) {
      return Reply.error(409, e.getMessage());
    } catch (LedgerException e) {
      return Reply.error(503, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {}", endpoint.method(), endpoint.path(), e);
      return Reply.error(500, "an unexpected failure; see the log");
    }
  }

  private JsonNode answer(Asked asked) {
    ApiEndpoint endpoint = asked.endpoint();
    Map<String, String> variables = asked.variables();
    Arguments path = new Arguments("path variable", new ArrayList<>(variables.keySet()), variables);
    Arguments given =
        endpoint.takesBody()
            ? new Arguments(
                "field",
                endpoint.names(),
                asked.body().length == 0 ? Map.of() : Json.fields(asked.body()))
            : new Arguments("parameter", endpoint.names(), asked.query());
    Ledger open = ledger.get();
    if (open == null) {
      throw new LedgerException("no ledger is open");
    }
    return endpoint.answer(new Call(path, given, open, asked.caller().role()));
  }

  private void refuse(RoutingContext routing, Throwable failure) {
    if (failure instanceof ApiError error) {
      tell(routing, error);
      if (error.status() == 503) {
        routing.response().putHeader("Retry-After", "1");
      }
      if (error.status() == 401) {
        routing.response().putHeader("WWW-Authenticate", "Bearer");
      }
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
        .putHeader("Content-Type", status < FIRST_ERROR ? JSON : PROBLEM)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Length", Integer.toString(json.length));
    if (routing.request().method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(Buffer.buffer(json));
    }
  }
}
