package io.dlrhub.provider;

import io.dlrhub.http.Outbound;
import io.dlrhub.memory.BoundedReader;
import io.dlrhub.memory.ContentEncoding;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.HttpAnswer.Head;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends a request once and keeps whatever comes back, for calls that delete what they return.
 *
 * <ul>
 *   <li>no retries (HttpClient repeats a POST on 429 and 503 by itself), no redirects, no cookies;
 *   <li>a connection for each request: one that the server had closed meanwhile would look like an
 *       answer that was lost;
 *   <li>a failure before the connection stands is {@link NotSent}; whatever is thrown later is
 *       {@link AnswerLost}, also what is no trouble of the network: a head that is not HTTP, no
 *       memory;
 *   <li>an answer has a number of bytes at most, also when it is decompressed, and so much time; of
 *       one that breaks off or goes beyond, the first part is kept.
 * </ul>
 */
final class ProviderClient {

  /** A page of 200 reports has some 60 kB. */
  static final int MAX_ANSWER = 16 * 1024 * 1024;

  /** Attribute of the request's context that is there once its first byte may have left. */
  private static final String SENDING = "dlr-sending";

  private final CloseableHttpClient client;
  private final BoundedReader reader;
  private final String holder;

  /**
   * @param response how long to wait for the answer to begin, for it to go on, and for its body
   * @param most bytes of an answer
   * @param holder whose part of the memory answers take
   */
  ProviderClient(Outbound outbound, Duration connect, Duration response, int most, String holder) {
    this.holder = holder;
    this.reader = new BoundedReader(most, response);
    HttpClientBuilder builder = HttpClientBuilder.create();
    this.client =
        outbound
            .route(builder)
            .setConnectionManager(connections(outbound, connect, response))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout(connect))
                    .setResponseTimeout(timeout(response))
                    .setExpectContinueEnabled(false)
                    .build())
            .setUserAgent("DLR-Hub")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setConnectionReuseStrategy((request, answer, context) -> false)
            .addExecInterceptorBefore(
                ChainElement.MAIN_TRANSPORT.name(),
                "dlr-evidence",
                (request, scope, chain) -> {
                  scope.clientContext.setAttribute(SENDING, true);
                  return chain.proceed(request, scope);
                })
            .build();
  }

  /** What came of it; never throws for that. */
  HttpAnswer post(URI endpoint, ProviderRequest request) {
    HttpClientContext context = HttpClientContext.create();
    try {
      HttpPost post = new HttpPost(URI.create(endpoint + request.path()));
      post.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(request.contentType())));
      return answer(post, client.executeOpen(null, post, context));
    } catch (IOException | RuntimeException | Error e) {
      boolean mayHaveLeft = context.getAttribute(SENDING) != null;
      return HttpAnswer.none(
          mayHaveLeft ? new AnswerLost(e) : new NotSent(ConnectFailure.told(endpoint, e), e));
    }
  }

  private HttpAnswer answer(HttpPost request, ClassicHttpResponse response) {
    Head head = new Head(response.getCode(), text(response, "Date"), text(response, "Location"));
    Reservation held = MemoryBudget.ofProcess().open(holder);
    BoundedReader.Part part = body(response, held);
    if (part.brokenOff() != null) {
      // Closing reads to the end, however long that takes; what is cancelled is not read on.
      request.cancel();
    }
    try {
      response.close();
    } catch (IOException e) {
      // what has come is kept all the same
    }
    String why =
        part.brokenOff() == null ? null : part.brokenOff().toString().replaceAll("[^ -~]", " ");
    return new HttpAnswer(head, part.bytes(), why, null, held);
  }

  private BoundedReader.Part body(ClassicHttpResponse response, Reservation held) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new BoundedReader.Part(new byte[0], null);
    }
    try {
      InputStream raw = entity.getContent();
      return reader.readPart(ContentEncoding.of(entity.getContentEncoding()).decode(raw), held);
    } catch (IOException | RuntimeException e) {
      return new BoundedReader.Part(new byte[0], e);
    }
  }

  private static String text(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static PoolingHttpClientConnectionManager connections(
      Outbound outbound, Duration connect, Duration response) {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultSocketConfig(
                SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(timeout(response)).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(connect))
                    .setSocketTimeout(timeout(response))
                    .build());
    outbound
        .providerTrust()
        .ifPresent(tls -> builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls)));
    return builder.build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
