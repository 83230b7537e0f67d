package io.dlrhub.sink.http;

import io.dlrhub.http.HttpUrl;
import io.dlrhub.http.Outbound;
import io.dlrhub.ledger.BatchRefused;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.RetryLater;
import io.dlrhub.report.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts a body and says what became of it. Safe for use by many threads. */
final class Poster implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Poster.class);
  private static final int READ_OF_AN_ANSWER = 64 * 1024;

  private final HttpSettings settings;
  private final WebhookSignature signature;
  private final Clock clock;
  private final HttpHost host;
  private final CloseableHttpClient client;
  private final Deadlines deadlines;
  private volatile Verdict last = Verdict.DELIVERED;

  /**
   * @param signature nullable
   */
  Poster(HttpSettings settings, WebhookSignature signature, Clock clock, Outbound outbound) {
    this.settings = settings;
    this.signature = signature;
    this.clock = clock;
    this.host = HttpUrl.target(settings.url());
    this.client = Clients.of(settings, outbound);
    this.deadlines = new Deadlines(settings.timeout());
  }

  /**
   * Makes a request for {@link #post}.
   *
   * @param id the same for every attempt at these records
   * @param alone whether it has one record
   */
  Post make(String id, byte[] body, boolean alone) {
    Post post = new Post(settings, id, settings.gzip() ? Body.gzip(body) : body, alone);
    sign(post);
    return post;
  }

  /** A signature is of its second. */
  private void sign(Post post) {
    long now = clock.instant().getEpochSecond();
    if (signature != null && post.signedAt() != now) {
      post.signed(now, signature.sign(post.id(), now, post.body()));
    }
  }

  /**
   * Returns when the receiver has answered that it has it.
   *
   * @param meanwhile done while the receiver works on it
   * @throws RecordRefused if the receiver blames what it was sent
   * @throws BatchRefused if its answer says something of a lone record only
   * @throws RetryLater if it says when to come again
   * @throws IOException for anything else that is worth another attempt
   */
  void post(Post post, Runnable meanwhile) throws IOException {
    sign(post);
    URI url = settings.url();
    Answer answer = answer(post, url, meanwhile);
    Optional<URI> target = Redirect.target(answer.status(), url, answer.location());
    for (int hops = 0; target.isPresent() && hops < Redirect.MOST; hops++) {
      url = target.get();
      answer = answer(post, url, () -> {});
      target = Redirect.target(answer.status(), url, answer.location());
    }
    judge(answer, post.isAlone());
  }

  /**
   * @param retryAfter nullable
   * @param location nullable
   */
  private record Answer(int status, String retryAfter, String location) {}

  private Answer answer(Post post, URI url, Runnable meanwhile) throws IOException {
    HttpPost request = post.request(url, meanwhile);
    deadlines.began(request);
    try {
      ClassicHttpResponse response =
          client.executeOpen(url == settings.url() ? host : HttpUrl.target(url), request, null);
      Answer answer =
          new Answer(
              response.getCode(), value(response, "Retry-After"), value(response, "Location"));
      readToTheEnd(response);
      return answer;
    } catch (IOException e) {
      throw request.isCancelled()
          ? new SocketTimeoutException(
              settings.shownUrl() + " took longer than " + settings.timeout().toMillis() + " ms")
          : e;
    } finally {
      deadlines.ended(request);
    }
  }

  private static String value(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private void judge(Answer answer, boolean alone) throws IOException {
    Verdict verdict = Verdict.of(answer.status(), settings.delivered(), settings.refused(), alone);
    String said = said(answer);
    if (verdict == Verdict.ENDPOINT && last != Verdict.ENDPOINT) {
      LOG.error("{}: an operator must look at it; records wait and none is given up", said);
    }
    last = verdict;
    switch (verdict) {
      case DELIVERED -> {}
      case BATCH -> throw new BatchRefused(said + ", which counts for a lone record only");
      case RECORD -> throw new RecordRefused(said);
      default -> throw refusal(said, answer.retryAfter());
    }
  }

  private String said(Answer answer) {
    String said = settings.shownUrl() + " answered " + answer.status();
    return answer.location() == null || answer.status() / 100 != 3
        ? said
        : said + " with Location " + Printable.line(HttpSettings.shown(answer.location()));
  }

  private IOException refusal(String said, String retryAfter) {
    Optional<Duration> pause = RetryAfter.parse(retryAfter, clock.instant());
    if (pause.isPresent()) {
      throw new RetryLater(said + " with Retry-After " + retryAfter, pause.get());
    }
    return new Refused(said);
  }

  /**
   * A connection can be kept only when its answer was read; one that is long or breaks off is not
   * worth it. What the answer means is in its status, known already.
   */
  private static void readToTheEnd(ClassicHttpResponse response) {
    try (response) {
      HttpEntity entity = response.getEntity();
      if (entity != null) {
        entity.getContent().readNBytes(READ_OF_AN_ANSWER + 1);
      }
    } catch (IOException e) {
      LOG.debug("reading an answer whose status is known", e);
    }
  }

  @Override
  public void close() {
    deadlines.close();
    client.close(CloseMode.IMMEDIATE);
  }
}
