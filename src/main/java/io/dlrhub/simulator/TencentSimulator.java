package io.dlrhub.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tencent's v5 statistics on loopback: real HTTP and signatures, a clock check, both shapes of an
 * error, figures that change while reports still arrive.
 *
 * <p>On Vert.x, not the JDK's server, because that one overwrites the {@code Date} header.
 */
public final class TencentSimulator implements AutoCloseable {

  /** The app there is unless another is given. */
  public static final String SDK_APP_ID = "1400009527";

  /** Its key. */
  public static final String APP_KEY = "5f03a35d00ee52a21327ab048186a2c4";

  private static final Duration TICK = Duration.ofMillis(50);

  private final Clock clock;
  private final Timer timer;
  private final Traffic traffic;
  private final HourlyFigures figures = new HourlyFigures();
  private final Faults<TencentFault> faults;
  private final TencentService service;
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparing(Arrival::due));
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private volatile Clock dateHeader;

  private TencentSimulator(Builder builder) {
    clock = builder.clock;
    dateHeader = builder.clock;
    timer = builder.timer == null ? new RealTimer() : builder.timer;
    traffic = builder.traffic == null ? new Traffic(builder.seed) : builder.traffic;
    faults = new Faults<>(TencentFault.class, builder.seed, (fault, action) -> true);
    service = new TencentService(builder.sdkAppId, builder.appKey, clock, figures);
    server = listen(builder.port);
    timer.every(TICK, this::advance);
  }

  /** A builder with the defaults: a free port, the system's clock, seed 1. */
  public static Builder builder() {
    return new Builder();
  }

  /** A value for {@code dlr.tencent.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  /** The figures; also to be told of messages sent elsewhere. */
  public HourlyFigures figures() {
    return figures;
  }

  /** The switches of what goes wrong. */
  public Faults<TencentFault> faults() {
    return faults;
  }

  /** Requests so far. */
  public long requests() {
    return requests.get();
  }

  /** The clock of the {@code Date} header alone; default that of the simulator. */
  public TencentSimulator dateHeader(Clock value) {
    dateHeader = value;
    return this;
  }

  /** Sends a message drawn from the traffic; its reports are counted in their time. */
  public synchronized SimulatedMessage send() {
    SimulatedMessage message = traffic.message(clock.instant());
    figures.sent(message);
    arrivals.addAll(traffic.fate(message));
    return message;
  }

  /** Counts the reports whose time has come; the timer does it every 50 ms. */
  public synchronized void advance() {
    Instant now = clock.instant();
    while (!arrivals.isEmpty() && !arrivals.peek().due().isAfter(now)) {
      Arrival arrival = arrivals.poll();
      figures.reported(
          new SimulatedReport(
              numbers.incrementAndGet(),
              arrival.message(),
              arrival.phone(),
              arrival.verdict(),
              arrival.due().truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  @Override
  public void close() {
    timer.close();
    await(vertx.close());
  }

  private HttpServer listen(int port) {
    HttpServer http = vertx.createHttpServer().requestHandler(this::handle);
    try {
      return await(http.listen(port, "127.0.0.1"));
    } catch (RuntimeException e) {
      vertx.close();
      throw e;
    }
  }

  private void handle(HttpServerRequest request) {
    requests.incrementAndGet();
    Set<TencentFault> decided = faults.decide("pullcallbackstatus");
    request.body().onSuccess(body -> answer(request, body, decided));
  }

  private void answer(HttpServerRequest request, Buffer body, Set<TencentFault> decided) {
    HttpServerResponse response = request.response();
    response.putHeader("Date", date());
    if (decided.contains(TencentFault.DROPPED)) {
      request.connection().close();
    } else if (decided.contains(TencentFault.HTTP_502)) {
      response.setStatusCode(502).end("<html><body>Bad Gateway</body></html>");
    } else if (decided.contains(TencentFault.HTML)) {
      response.putHeader("Content-Type", "text/html").end("<html><body>Login</body></html>");
    } else {
      send(request, service.answer(reduced(request, body), decided).toString(), decided);
    }
  }

  private static void send(HttpServerRequest request, String json, Set<TencentFault> decided) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Type", "application/json; charset=utf-8");
    if (decided.contains(TencentFault.HALF_BODY)) {
      response.putHeader("Content-Length", Integer.toString(json.length()));
      response
          .write(json.substring(0, json.length() / 2))
          .onComplete(written -> request.connection().close());
    } else {
      response.end(json);
    }
  }

  private static TencentService.Request reduced(HttpServerRequest request, Buffer body) {
    return new TencentService.Request(
        request.method().name(),
        request.path(),
        request.getParam("sdkappid"),
        request.getParam("random"),
        body.getBytes());
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        dateHeader.instant().atOffset(ZoneOffset.UTC));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** How to start one. */
  public static final class Builder {
    private int port;
    private Clock clock = Clock.systemUTC();
    private Timer timer;
    private Traffic traffic;
    private long seed = 1;
    private String sdkAppId = SDK_APP_ID;
    private String appKey = APP_KEY;

    private Builder() {}

    /** Port on 127.0.0.1; default 0, a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Clock of the messages and of the ten-minute check; default the system's. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** What pauses are waited with; default real time. */
    public Builder timer(Timer value) {
      timer = value;
      return this;
    }

    /** The messages; default {@code new Traffic(seed)}. */
    public Builder traffic(Traffic value) {
      traffic = value;
      return this;
    }

    /** Seed of messages and faults; default 1. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The app and its key; default {@link #SDK_APP_ID} and {@link #APP_KEY}. */
    public Builder app(String id, String key) {
      sdkAppId = id;
      appKey = key;
      return this;
    }

    /** Listens from now on. */
    public TencentSimulator start() {
      return new TencentSimulator(this);
    }
  }
}
