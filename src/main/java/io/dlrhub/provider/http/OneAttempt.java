package io.dlrhub.provider.http;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes the HTTP client of a provider call send each request once.
 *
 * <p>HttpClient 5 repeats a POST on 429 and 503 by itself, and follows redirects. Both hide from us
 * how often a provider was asked: a repeated pull deletes twice, a redirect may leave the provider.
 * Cookies and remembered credentials are off as well; no provider interface uses them.
 *
 * <p>A Kamelet names one as {@code httpClientConfigurer}; time limits are options of its endpoint.
 */
public final class OneAttempt implements HttpClientConfigurer {

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching();
  }
}
