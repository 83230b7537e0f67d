package io.dlrhub.sink.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** One request, before it is sent. For one thread at a time. */
final class Post {

  private final HttpSettings settings;
  private final String id;
  private final byte[] body;
  private final boolean alone;
  private long signedAt = Long.MIN_VALUE;
  private String signature;

  /**
   * @param id its {@code webhook-id}
   * @param body what is sent, compressed where the settings say so
   * @param alone whether that is one record
   */
  Post(HttpSettings settings, String id, byte[] body, boolean alone) {
    this.settings = settings;
    this.id = id;
    this.body = body;
    this.alone = alone;
  }

  String id() {
    return id;
  }

  byte[] body() {
    return body;
  }

  boolean isAlone() {
    return alone;
  }

  /** Seconds of the epoch; the least there is before it was signed. */
  long signedAt() {
    return signedAt;
  }

  void signed(long timestamp, String value) {
    signedAt = timestamp;
    signature = value;
  }

  /**
   * What HttpClient sends.
   *
   * @param url the receiver, or where it has redirected to
   * @param meanwhile done once all of it is on its way; must not throw
   */
  HttpPost request(URI url, Runnable meanwhile) {
    HttpPost request = new HttpPost(url);
    settings.headers().forEach(request::addHeader);
    if (signature != null) {
      request.setHeader("webhook-id", id);
      request.setHeader("webhook-timestamp", signedAt);
      request.setHeader("webhook-signature", signature);
    }
    ContentType type = ContentType.parse(settings.contentType());
    request.setEntity(
        new HttpEntityWrapper(new ByteArrayEntity(body, type, settings.gzip() ? "gzip" : null)) {
          @Override
          public void writeTo(OutputStream out) throws IOException {
            super.writeTo(out);
            meanwhile.run();
          }
        });
    return request;
  }
}
