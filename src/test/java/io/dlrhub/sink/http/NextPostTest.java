package io.dlrhub.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerConstants;
import io.dlrhub.report.RecordJson;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.Receiver.Answer;
import io.dlrhub.testing.Receiver.Request;
import io.dlrhub.testing.SinkHost;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next request is made while the receiver works on the one before it. */
class NextPostTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final long LIMIT_SECONDS = 20;

  @TempDir Path folder;
  @AutoClose private final Receiver receiver = Receiver.start();
  @AutoClose private final DefaultCamelContext context = new DefaultCamelContext();

  private HttpSink sink() {
    HttpSink sink = new HttpSink();
    sink.setCamelContext(context);
    sink.setUrl(receiver.url());
    sink.setSecret(SECRET);
    sink.start();
    return sink;
  }

  private Exchange delivery(Batch batch, Batch next) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(batch);
    exchange.setProperty(LedgerConstants.NEXT, (Supplier<Batch>) () -> next);
    return exchange;
  }

  /** Reports of those numbers, whose lines tell when they are read. */
  private static Batch batch(int from, int to, IntConsumer read) {
    List<byte[]> lines =
        new AbstractList<>() {
          @Override
          public byte[] get(int index) {
            read.accept(index);
            return RecordJson.write(Reports.number(from + index));
          }

          @Override
          public int size() {
            return to - from;
          }
        };
    return new Batch(LongStream.range(from + 1, to + 1).toArray(), lines);
  }

  private static Batch batch(int from, int to) {
    return batch(from, to, index -> {});
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isMadeOnceBetweenTheRequestAndItsAnswer() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch made = new CountDownLatch(1);
    receiver.answering(
        request -> {
          arrived.countDown();
          await(made);
          return Answer.of(200);
        });
    Batch second =
        batch(
            10,
            20,
            index -> {
              await(arrived);
              reads.incrementAndGet();
              made.countDown();
            });
    HttpSink sink = sink();
    sink.process(delivery(batch(0, 10), second));
    int readAhead = reads.get();
    sink.process(delivery(second, null));
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 20));
    assertThat(readAhead).isPositive();
    assertThat(reads).as("not made again").hasValue(readAhead);
    sink.stop();
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, InternalError.class})
  void whichCannotBeMadeLeavesTheOneUnderWayAlone(Class<? extends Throwable> failure)
      throws Exception {
    HttpSink sink = sink();
    Batch broken =
        batch(
            10,
            20,
            index -> {
              throw thrown(failure);
            });
    sink.process(delivery(batch(0, 10), broken));
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 10));
    sink.stop();
  }

  /** Throws one of that class; returns nothing. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException thrown(Class<? extends Throwable> failure)
      throws T {
    try {
      throw (T) failure.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isNotSentInPlaceOfAnother() throws Exception {
    HttpSink sink = sink();
    sink.process(delivery(batch(0, 10), batch(10, 20)));
    sink.process(delivery(batch(10, 15), batch(15, 20)));
    sink.process(delivery(batch(15, 18), null));
    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 18));
    sink.stop();
  }

  /** Receivers refuse a signature that is old. */
  @Test
  void isSignedAnewWhenItHadToWait() {
    AtomicBoolean first = new AtomicBoolean(true);
    receiver.answering(
        request -> {
          if (first.getAndSet(false)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2100));
          }
          return Answer.of(200);
        });
    try (SinkHost host = SinkHost.postingTo(receiver, folder)) {
      host.set("dlr.sink.http.secret", SECRET).start();
      host.append(Reports.numbers(0, 300));
      host.awaitDelivered("http");
      assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 300));
      List<Request> requests = receiver.requests();
      assertThat(requests).hasSize(3).allSatisfy(NextPostTest::verify);
      assertThat(requests)
          .extracting(request -> request.header("webhook-id"))
          .doesNotHaveDuplicates();
      assertThat(timestamp(requests.get(1))).isGreaterThanOrEqualTo(timestamp(requests.get(0)) + 2);
    }
  }

  private static void verify(Request request) {
    HttpHeaders headers = HttpHeaders.of(request.headers(), (name, value) -> true);
    assertThatCode(() -> new Webhook(SECRET).verify(request.text(), headers))
        .doesNotThrowAnyException();
  }

  private static long timestamp(Request request) {
    return Long.parseLong(request.header("webhook-timestamp"));
  }
}
