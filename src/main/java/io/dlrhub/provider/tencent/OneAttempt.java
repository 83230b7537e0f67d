package io.dlrhub.provider.tencent;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the HTTP client of a provider call send each request once, within time limits.
 *
 * <p>HttpClient 5 repeats a POST on 429 and 503 by itself, and follows redirects. Both hide from us
 * how often a provider was asked: a repeated pull deletes twice, a redirect may leave the provider.
 * Cookies and remembered credentials are off as well; no provider interface uses them.
 *
 * <p>A Kamelet names one as {@code httpClientConfigurer}. The time limits are here because those of
 * Camel's endpoint take milliseconds only.
 */
public final class OneAttempt implements HttpClientConfigurer {

  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration responseTimeout = Duration.ofSeconds(20);

  @Override
  @SuppressWarnings("deprecation") // the replacement would take over the host's connection manager
  public void configureHttpClient(HttpClientBuilder client) {
    RequestConfig limits =
        RequestConfig.custom()
            .setConnectTimeout(Timeout.of(connectTimeout))
            .setConnectionRequestTimeout(Timeout.of(connectTimeout))
            .setResponseTimeout(Timeout.of(responseTimeout))
            .build();
    client
        .setDefaultRequestConfig(limits)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching();
  }

  /** How long to wait for a connection; 10 s, more than 0. */
  public void setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = positive("connectTimeout", connectTimeout);
  }

  /** How long to wait for the answer to begin or to go on; 20 s, more than 0. */
  public void setResponseTimeout(Duration responseTimeout) {
    this.responseTimeout = positive("responseTimeout", responseTimeout);
  }

  private static Duration positive(String parameter, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "parameter " + parameter + " is " + value + ", accepted is more than 0");
    }
    return value;
  }
}
