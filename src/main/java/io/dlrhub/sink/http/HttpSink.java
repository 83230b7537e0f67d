package io.dlrhub.sink.http;

import io.dlrhub.http.Outbound;
import io.dlrhub.http.TrustStore;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.ledger.camel.LedgerConstants;
import io.dlrhub.report.Durations;
import io.dlrhub.sink.Lines;
import io.dlrhub.sink.ReplayedDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.core5.http.Header;

/**
 * Posts the body's records as a JSON array and returns when the receiver has answered that it has
 * them, by any 2xx unless it is told otherwise.
 *
 * <p>A text or bytes are posted as they are, so that a step before may shape them. The properties
 * are those of the Kamelet {@code record-http-sink}.
 *
 * <p>HttpClient 5 is used directly and not through Camel's http component: the URL passes
 * untouched, requests run side by side in lanes, each has a deadline for all of it, and answers are
 * judged by the table in docs/sinks.md instead of by exception.
 */
public final class HttpSink extends ServiceSupport implements Processor, CamelContextAware {

  private final DeliveryId ids = new DeliveryId();
  private CamelContext context;
  private Clock clock = Clock.systemUTC();
  private String url;
  private String secret;
  private String contentType = "application/json";
  private String username;
  private String password;
  private String bearerToken;
  private String headers;
  private boolean gzip;
  private String delivered = "2xx";
  private String refused = "400,413,422";
  private int batchSize = Integer.MAX_VALUE;
  private int parallel = 1;
  private String connectTimeout = "5s";
  private String requestTimeout = "30s";
  private String trustStore;
  private String trustStorePassword;

  private Poster poster;
  private ExecutorService threads;
  private SideBySide sideBySide;
  private NextPost next;

  @Override
  public void process(Exchange exchange) throws Exception {
    Object body = exchange.getMessage().getBody();
    String replay = exchange.getProperty(ReplayedDelivery.PROPERTY, String.class);
    Batch batch = ShapedLines.batch(body);
    if (batch == null) {
      byte[] bytes = bytes(body);
      String id = ids.of(bytes, Subject.of(exchange, body), replay);
      send(poster.make(id, bytes, Subject.isOne(exchange, body)));
    } else if (sideBySide != null && replay == null) {
      boolean now = sideBySide.send(batch);
      exchange.setProperty(LedgerConstants.DELIVERED_EARLIER, !now);
    } else if (body == batch && replay == null) {
      Batch following = following(exchange);
      poster.post(next.of(batch), () -> next.make(following));
    } else {
      send(made(batch, replay));
    }
  }

  private void send(Post post) throws IOException {
    poster.post(post, () -> {});
  }

  /** Null where it is not known. */
  private static Batch following(Exchange exchange) {
    return exchange.getProperty(LedgerConstants.NEXT) instanceof Supplier<?> supplier
            && supplier.get() instanceof Batch batch
        ? batch
        : null;
  }

  private static byte[] bytes(Object body) {
    if (body instanceof byte[] bytes) {
      return bytes;
    }
    if (body instanceof CharSequence text) {
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    return RecordLines.of(Lines.of(body)).jsonArray();
  }

  private Post made(Batch batch, String replay) {
    return made(batch, IntStream.range(0, batch.size()).boxed().toList(), replay);
  }

  private Post made(Batch batch, List<Integer> indexes, String replay) {
    RecordLines lines = ShapedLines.toSend(batch).pick(indexes);
    return poster.make(ids.of(batch, indexes, replay), lines.jsonArray(), indexes.size() == 1);
  }

  @Override
  protected void doStart() {
    WebhookSignature signature =
        secret == null || secret.isEmpty() ? null : new WebhookSignature(secret);
    poster = new Poster(settings(), signature, clock, Outbound.of(context));
    next = new NextPost(batch -> made(batch, null));
    if (parallel > 1) {
      threads = context.getExecutorServiceManager().newFixedThreadPool(this, "http-sink", parallel);
      sideBySide =
          new SideBySide(
              parallel, batchSize, threads, (batch, indexes) -> send(made(batch, indexes, null)));
    }
  }

  private HttpSettings settings() {
    List<Header> all = new ArrayList<>(RequestHeaders.parse(headers));
    all.addAll(RequestHeaders.authentication(bearerToken, username, password));
    if (parallel < 1) {
      throw new IllegalArgumentException("parallel is " + parallel + "; accepted is 1 or more");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize is " + batchSize + "; accepted is 1 or more");
    }
    return new HttpSettings(
        HttpSettings.url(url),
        all,
        contentType,
        codes("delivered", delivered),
        codes("refused", refused),
        gzip,
        parallel,
        duration("connectTimeout", connectTimeout),
        duration("requestTimeout", requestTimeout),
        trustStore == null || trustStore.isEmpty()
            ? null
            : new TrustStore(Path.of(trustStore), trustStorePassword));
  }

  private static AnswerCodes codes(String name, String text) {
    try {
      return AnswerCodes.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static Duration duration(String name, String text) {
    return Durations.parse(name, text);
  }

  @Override
  protected void doStop() {
    if (threads != null) {
      context.getExecutorServiceManager().shutdownNow(threads);
      threads = null;
      sideBySide = null;
    }
    if (poster != null) {
      poster.close();
      poster = null;
    }
  }

  /** The receiver. Required. */
  public void setUrl(String value) {
    url = value;
  }

  /** Signs every request; see {@link WebhookSecret}. Default none, unsigned. */
  public void setSecret(String value) {
    secret = value;
  }

  /** The media type of the body. Default {@code application/json}. */
  public void setContentType(String value) {
    contentType = value;
  }

  /** User of basic authentication. Default none. */
  public void setUsername(String value) {
    username = value;
  }

  /** Password of basic authentication. Default none. */
  public void setPassword(String value) {
    password = value;
  }

  /** Token of bearer authentication. Default none. */
  public void setBearerToken(String value) {
    bearerToken = value;
  }

  /** More headers, {@code Name: value; Name: value}. Default none. */
  public void setHeaders(String value) {
    headers = value;
  }

  /** Whether bodies are compressed; what is signed is what is sent. Default false. */
  public void setGzip(boolean value) {
    gzip = value;
  }

  /**
   * Answers that mean delivered. One other than 2xx counts for a lone record only: a batch that is
   * answered with it is split until each is alone. Default {@code 2xx}.
   */
  public void setDelivered(String value) {
    delivered = value;
  }

  /** Answers that mean that a record is refused for good. Default {@code 400,413,422}. */
  public void setRefused(String value) {
    refused = value;
  }

  /** Most records a request where several are sent at once. Default all there are. */
  public void setBatchSize(int value) {
    batchSize = value;
  }

  /**
   * Requests at once, over which a batch of the ledger is spread, as it is or shaped by an action
   * of this jar; records about one message stay in order. Anything else is one request. Default 1.
   */
  public void setParallel(int value) {
    parallel = value;
  }

  /** For a connection with its TLS handshake. Default 5s. */
  public void setConnectTimeout(String value) {
    connectTimeout = value;
  }

  /** For a whole request, answer included. Default 30s. */
  public void setRequestTimeout(String value) {
    requestTimeout = value;
  }

  /** Authorities trusted instead of the platform's: PKCS #12, JKS or PEM. Default none. */
  public void setTrustStore(String value) {
    trustStore = value;
  }

  /** Password of the trust store. Default none. */
  public void setTrustStorePassword(String value) {
    trustStorePassword = value;
  }

  /** For tests that choose the time. Default the system's. */
  public void setClock(Clock value) {
    clock = value;
  }

  @Override
  public void setCamelContext(CamelContext value) {
    context = value;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
