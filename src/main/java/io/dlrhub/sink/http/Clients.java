package io.dlrhub.sink.http;

import io.dlrhub.http.Outbound;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The HTTP client of a sink: pooled, kept alive, and without any will of its own. */
final class Clients {

  private static final TimeValue IDLE = TimeValue.ofSeconds(30);
  private static final TimeValue DOUBTFUL = TimeValue.ofSeconds(1);

  /** A replay that hangs must not keep new deliveries waiting for a connection. */
  private static final int FOR_REPLAYS = 1;

  private Clients() {}

  static CloseableHttpClient of(HttpSettings settings, Outbound outbound) {
    return outbound
        .route(HttpClientBuilder.create())
        .setConnectionManager(connections(settings))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout(settings.timeout()))
                .setConnectionRequestTimeout(timeout(settings.timeout()))
                .setExpectContinueEnabled(false)
                .build())
        .setUserAgent("DLR-Hub")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .evictIdleConnections(IDLE)
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(HttpSettings settings) {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(settings.parallel() + FOR_REPLAYS)
            .setMaxConnTotal(settings.parallel() + FOR_REPLAYS)
            .setDefaultSocketConfig(
                SocketConfig.custom()
                    .setTcpNoDelay(true)
                    .setSoTimeout(timeout(settings.timeout()))
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(settings.connectTimeout()))
                    .setSocketTimeout(timeout(settings.timeout()))
                    .setValidateAfterInactivity(DOUBTFUL)
                    .build());
    if (settings.trust() != null) {
      builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.trust().context()));
    }
    return builder.build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
