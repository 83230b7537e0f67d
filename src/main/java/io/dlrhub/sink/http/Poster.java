package io.dlrhub.sink.http;

import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.RetryLater;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
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
  Poster(HttpSettings settings, WebhookSignature signature, Clock clock) {
    this.settings = settings;
    this.signature = signature;
    this.clock = clock;
    this.host = HttpHost.create(settings.url());
    this.client = Clients.of(settings);
    this.deadlines = new Deadlines(settings.timeout());
  }

  /**
   * Makes a request for {@link #post}.
   *
   * @param id the same for every attempt at these records
   */
  Post make(String id, byte[] body) {
    Post post = new Post(settings, id, settings.gzip() ? Body.gzip(body) : body);
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
   * Returns when the receiver has answered 2xx.
   *
   * @param meanwhile done while the receiver works on it
   * @throws RecordRefused if the receiver blames what it was sent
   * @throws RetryLater if it says when to come again
   * @throws IOException for anything else that is worth another attempt
   */
  void post(Post post, Runnable meanwhile) throws IOException {
    sign(post);
    HttpPost request = post.request(meanwhile);
    deadlines.began(request);
    try {
      judge(answer(request));
    } catch (IOException e) {
      throw request.isCancelled()
          ? new SocketTimeoutException(
              settings.shownUrl() + " took longer than " + settings.timeout().toMillis() + " ms")
          : e;
    } finally {
      deadlines.ended(request);
    }
  }

  private record Answer(int status, String retryAfter) {}

  private Answer answer(HttpPost request) throws IOException {
    ClassicHttpResponse response = client.executeOpen(host, request, null);
    Header retryAfter = response.getFirstHeader("Retry-After");
    Answer answer =
        new Answer(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
    readToTheEnd(response);
    return answer;
  }

  private void judge(Answer answer) throws IOException {
    Verdict verdict = Verdict.of(answer.status());
    String said = settings.shownUrl() + " answered " + answer.status();
    if (verdict == Verdict.ENDPOINT && last != Verdict.ENDPOINT) {
      LOG.error("{}: an operator must look at it; records wait and none is given up", said);
    }
    last = verdict;
    switch (verdict) {
      case DELIVERED -> {}
      case RECORD -> throw new RecordRefused(said);
      default -> throw refusal(said, answer.retryAfter());
    }
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
