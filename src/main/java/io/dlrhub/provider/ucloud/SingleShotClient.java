package io.dlrhub.provider.ucloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Makes camel-http send a request once and keep whatever comes back, for calls that delete what
 * they return.
 *
 * <ul>
 *   <li>no retries (HttpClient repeats a POST on 429 and 503 by itself), no redirects, no cookies;
 *   <li>a connection for each request: one that the server had closed meanwhile would look like an
 *       answer that was lost;
 *   <li>a failure before the connection stands is {@link NotSent}; whatever is thrown later is
 *       {@link AnswerLost}, also what is no trouble of the network: a head that is not HTTP, no
 *       memory;
 *   <li>of a body that breaks off the first part is kept, marked by the header {@link #BROKEN_OFF}.
 * </ul>
 */
public final class SingleShotClient implements HttpClientConfigurer {

  /** Response header that says why the body ended before its end. */
  static final String BROKEN_OFF = "X-Dlr-Broken-Off";

  /** Attribute of the request's context that is there once its first byte may have left. */
  private static final String SENDING = "dlr-sending";

  /** A page of 200 reports has some 60 kB. */
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setConnectionReuseStrategy((request, response, context) -> false)
        .addExecInterceptorFirst("dlr-evidence", SingleShotClient::judge)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(), "dlr-whole-answer", SingleShotClient::execute);
  }

  /** Runs around everything: tells a request that surely did not leave from any other. */
  private static ClassicHttpResponse judge(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException {
    try {
      return chain.proceed(request, scope);
    } catch (IOException | HttpException | RuntimeException | Error e) {
      scope.execRuntime.discardEndpoint();
      throw scope.clientContext.getAttribute(SENDING) == null ? new NotSent(e) : new AnswerLost(e);
    }
  }

  /** Runs between the element that connects and the one that sends. */
  private static ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(SENDING, true);
    ClassicHttpResponse response = chain.proceed(request, scope);
    response.removeHeaders(BROKEN_OFF);
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      keep(response, entity);
      // The kept copy no longer knows the connection: nobody else would give it back to the pool.
      scope.execRuntime.releaseEndpoint();
    }
    return response;
  }

  private static void keep(ClassicHttpResponse response, HttpEntity entity) throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(entity.getContentEncoding());
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try (InputStream raw = entity.getContent();
        InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, n);
        if (kept.size() > MAX_ANSWER) {
          throw new IOException("more than " + MAX_ANSWER + " bytes");
        }
      }
    } catch (IOException | RuntimeException e) {
      response.setHeader(BROKEN_OFF, e.toString().replaceAll("[^ -~]", " "));
      response.close();
    }
    response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
    response.setEntity(new ByteArrayEntity(kept.toByteArray(), null));
  }
}
