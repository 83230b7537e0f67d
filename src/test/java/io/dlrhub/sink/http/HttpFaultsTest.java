package io.dlrhub.sink.http;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.camel.LedgerComponent;
import io.dlrhub.report.Record;
import io.dlrhub.testing.Certificates;
import io.dlrhub.testing.FaultProxy;
import io.dlrhub.testing.FaultProxy.Mode;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.SinkHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Troubles of the network between the shipped route and a receiver. */
class HttpFaultsTest {

  @TempDir Path folder;
  private final Receiver receiver = Receiver.start();
  private final FaultProxy proxy = new FaultProxy(receiver.port());
  private SinkHost host;

  @BeforeEach
  void makeHost() {
    host =
        SinkHost.withOnly("http", folder)
            .set("dlr.sink.http.timeout", "500ms")
            .set("dlr.sink.http.url", "http://localhost:" + proxy.port() + "/");
  }

  @AfterEach
  void stop() {
    host.close();
    proxy.close();
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"CUT", "CUT_ANSWERS", "HALF_OPEN", "SLOW_ANSWERS"})
  void deliversEverythingInOrderAndRepeatsOnlyWhatWasNotConfirmed(Mode trouble) {
    host.set("dlr.sink.http.timeout", "1s").start();
    host.append(Reports.numbers(0, 50));
    host.awaitDelivered("http");
    proxy.mode(trouble);
    host.append(Reports.numbers(50, 250));
    await()
        .during(Duration.ofMillis(2500))
        .atMost(LIMIT)
        .until(() -> host.sink("http").lag() >= 200);

    // One more attempt may be under way now, and fail; the one after that finds no trouble.
    int attempts = failures() + 2;
    proxy.mode(Mode.PASS);
    host.awaitDelivered("http");

    List<Record> received = receiver.received();
    assertThat(received.stream().distinct()).isEqualTo(Reports.numbers(0, 250));
    assertThat(host.sink("http").deadLetters()).isZero();
    assertThat(timesOf(received, 0, 50)).as("confirmed before").isEqualTo(1);
    assertThat(timesOf(received, 150, 250)).as("sent first when it was over").isEqualTo(1);
    assertThat(timesOf(received, 50, 150))
        .as("could not be confirmed")
        .isLessThanOrEqualTo(trouble == Mode.CUT ? 1 : attempts);
  }

  /** How often the one of these that came most often came. */
  private static long timesOf(List<Record> received, int from, int to) {
    List<? extends Record> these = Reports.numbers(from, to);
    return received.stream()
        .filter(these::contains)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private int failures() {
    return host.context().getComponent("ledger", LedgerComponent.class).feeds().stream()
        .mapToInt(feed -> feed.failures())
        .sum();
  }

  @Test
  void sendsNothingTwiceToAReceiverThatIsSlowButFine() {
    host.set("dlr.sink.http.timeout", "5s").set("dlr.sink.http.batch-size", "20").start();
    proxy.mode(Mode.LATE_ANSWERS);
    long began = System.nanoTime();
    host.append(Reports.numbers(0, 200));
    host.awaitDelivered("http");

    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 200));
    assertThat(receiver.requests()).hasSize(10);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("ten answers came late")
        .isGreaterThan(FaultProxy.LATE.multipliedBy(10));
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void sendsNothingTwiceWhenNothingArrived() {
    proxy.mode(Mode.CUT);
    host.start();
    host.append(Reports.numbers(0, 100));
    await().atMost(LIMIT).until(() -> proxy.connections() >= 2);
    proxy.mode(Mode.PASS);
    host.awaitDelivered("http");

    assertThat(receiver.received()).isEqualTo(Reports.numbers(0, 100));
  }

  @Test
  void keepsOneConnection() {
    host.start();
    for (int i = 0; i < 20; i++) {
      host.append(Reports.numbers(i, i + 1));
      host.awaitDelivered("http");
    }
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"receiver.p12, change it", "receiver.pem,"})
  void trustsTheAuthoritiesItIsGiven(String file, String password) {
    try (Receiver secure = Receiver.start(new Certificates(folder).server())) {
      host.set("dlr.sink.http.url", secure.url())
          .set("dlr.sink.http.timeout", "10s")
          .set("dlr.sink.http.trust-store", folder.resolve(file))
          .set("dlr.sink.http.trust-store-password", password == null ? "" : password)
          .start();
      host.append(Reports.numbers(0, 10));
      host.awaitDelivered("http");
      assertThat(secure.received()).isEqualTo(Reports.numbers(0, 10));
    }
  }

  @Test
  void givesUpARequestAfterTheTimeThatIsSet() {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver slow = Receiver.start().answering(request -> hang(end))) {
      host.set("dlr.sink.http.url", slow.url()).set("dlr.sink.http.timeout", "700ms").start();
      host.append(Reports.numbers(0, 1));
      LedgerComponent component = host.context().getComponent("ledger", LedgerComponent.class);
      await()
          .atMost(LIMIT)
          .until(() -> component.feeds().stream().anyMatch(feed -> feed.failures() > 0));
      assertThat(component.feeds())
          .anySatisfy(feed -> assertThat(feed.problem()).endsWith("took longer than 700 ms"));
    } finally {
      end.countDown();
    }
  }

  private static Receiver.Answer hang(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Receiver.Answer.of(200);
  }

  @Test
  void sendsNothingToSomebodyItDoesNotTrust() {
    try (Receiver secure = Receiver.start(new Certificates(folder).server())) {
      host.set("dlr.sink.http.url", secure.url()).set("dlr.sink.http.timeout", "10s").start();
      host.append(Reports.numbers(0, 10));
      await()
          .during(Duration.ofSeconds(1))
          .atMost(LIMIT)
          .until(() -> host.sink("http").lag() == 10);
      assertThat(secure.requests()).isEmpty();
    }
  }

  @Test
  void refusesATrustStoreItCannotRead() throws Exception {
    Path notOne = Files.writeString(folder.resolve("notone.pem"), "nothing");
    host.set("dlr.sink.http.trust-store", notOne);
    assertThatThrownBy(() -> host.start())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("dlr.sink.http.trust-store is " + notOne)
        .hasMessageContaining("certificate");
  }
}
