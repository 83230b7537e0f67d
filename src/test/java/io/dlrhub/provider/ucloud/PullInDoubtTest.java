package io.dlrhub.provider.ucloud;

import static io.dlrhub.provider.ucloud.ScriptedGateway.dropped;
import static io.dlrhub.provider.ucloud.ScriptedGateway.half;
import static io.dlrhub.provider.ucloud.ScriptedGateway.page;
import static io.dlrhub.provider.ucloud.ScriptedGateway.raw;
import static io.dlrhub.provider.ucloud.ScriptedGateway.whole;
import static io.dlrhub.testing.Waiting.LIMIT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.provider.ucloud.PullHost.Stored;
import io.dlrhub.report.Rejected;
import io.dlrhub.testing.CapturedLog;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to a pull after which nobody knows whether reports were lost. */
class PullInDoubtTest {

  private final ScriptedGateway gateway = new ScriptedGateway();
  private final PullHost host = new PullHost(gateway);

  @AfterEach
  void stop() throws Exception {
    host.close();
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {110, 130, 150, 151, 200, 18004, 4711})
  void troubleAtTheGatewayIsInDoubt(int code) throws Exception {
    gateway.then("{\"RetCode\":" + code + ",\"Message\":\"trouble\"}");
    host.start();

    assertInDoubt("trouble");
  }

  @Test
  void aConnectionDroppedAfterTheReadIsInDoubtAndNotRepeatedByTheClient() throws Exception {
    gateway.then(dropped());
    host.option("period", "1h").start();

    assertInDoubt("no answer");
    gateway.assertNoFurtherRequest(1);
    assertThat(host.outcomes).containsExactly("PullUSMSReport http-trouble");
  }

  /** HttpClient throws no IOException for these: they passed for a request that never left. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nno colon in this line",
        "HTTP/1.1 200 OK\r\nContent-Length: x",
        "HTTP/1.1 200 OK\r\nContent-Length: 29\r\nContent-Length: 30",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip",
        "HTTP/2 200 OK\r\nContent-Length: 29",
        "200 OK"
      })
  void anAnswerThatIsNotHttpIsInDoubtAndNotRepeatedByTheClient(String head) throws Exception {
    gateway.then(raw(head + "\r\n\r\n" + ScriptedGateway.EMPTY_PAGE));
    host.option("period", "1h").start();

    assertInDoubt("no answer");
    gateway.assertNoFurtherRequest(1);
    assertThat(host.outcomes).containsExactly("PullUSMSReport http-trouble");
  }

  @Test
  void anAnswerThatTakesTooMuchMemoryIsInDoubt() throws Exception {
    gateway.then(raw("HTTP/1.1 200 OK\r\n\r\n" + " ".repeat(17 << 20)));
    host.option("period", "1h").start();

    assertInDoubt("longer than 16777216 bytes");
    gateway.assertNoFurtherRequest(1);
  }

  /** 16 MiB of blanks in 16 kB. */
  @Test
  void anAnswerThatUnpacksIntoTooMuchIsInDoubt() throws Exception {
    long before = MemoryBudget.ofProcess().held();
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 17 << 4; i++) {
        zip.write(" ".repeat(1 << 16).getBytes(ISO_8859_1));
      }
    }
    gateway.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".getBytes(ISO_8859_1));
          bomb.writeTo(out);
        });
    host.option("period", "1h").start();

    assertInDoubt("longer than 16777216 bytes");
    assertThat(MemoryBudget.ofProcess().held()).isLessThanOrEqualTo(before);
  }

  /** Each byte comes in time, all of them never. */
  @Test
  void anAnswerThatDripsIsInDoubtAndWhatCameOfItIsTaken() throws Exception {
    byte[] body = page("a", "b").getBytes(UTF_8);
    gateway.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".getBytes(ISO_8859_1));
          out.write(body);
          // ends when the client has gone away
          for (int i = 0; ; i++) {
            out.write(' ');
            out.flush();
            LockSupport.parkNanos(1_000_000);
          }
        });
    host.option("period", "1h").option("responseTimeout", "300ms").start();

    assertInDoubt("not complete within 300 ms");
    assertThat(host.messageIds()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotInDoubtAndItsTargetIsTold(int status) throws Exception {
    gateway.then(
        raw("HTTP/1.1 " + status + " Moved\r\nLocation: https://elsewhere.example/x\r\n\r\n"));
    try (CapturedLog log = new CapturedLog()) {
      host.start();
      host.awaitOutcomes(1);

      assertThat(host.outcomes).containsExactly("PullUSMSReport refused");
      assertThat(host.journal).containsExactly("begun 1", "cancelled 1");
      assertThat(host.stored).isEmpty();
      await().atMost(LIMIT).until(() -> log.text().contains("again in"));
      assertThat(log.text())
          .contains("HTTP " + status + ", a redirect to https://elsewhere.example/x");
    }
    gateway.assertNoFurtherRequest(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aServerErrorIsInDoubtAndNotRepeatedByTheClient(int status) throws Exception {
    gateway.then(whole(status, "<html>Gateway Time-out</html>"));
    host.option("period", "1h").start();

    assertInDoubt("HTTP " + status);
    assertThat(host.stored.get(0).rejected()).hasSize(1);
    gateway.assertNoFurtherRequest(1);
  }

  @Test
  void anAnswerThatTakesTooLongIsInDoubt() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    gateway.then(out -> awaitQuietly(over));
    host.option("responseTimeout", "200ms").start();

    assertInDoubt("no answer");
    over.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>hello</html>",
        "{}",
        "[]",
        "{\"RetCode\":null}",
        "{\"RetCode\":\"soon\"}",
        "{\"RetCode\":0,\"ReportSet\":{}}",
        "{\"RetCode\":0,\"ReportSet\":[]} {}"
      })
  void anAnswerThatCannotBeUnderstoodIsInDoubtAndItsBytesAreKept(String body) throws Exception {
    gateway.then(body);
    host.start();

    assertInDoubt("HTTP 200");
    Rejected kept = (Rejected) host.stored.get(0).rejected().get(0);
    assertThat(kept.bytes()).isEqualTo(body.getBytes(UTF_8));
    assertThat(kept.reason()).isEqualTo("unreadable-answer");
  }

  @Test
  void ofHalfABodyTheWholeReportsAreTakenAndTheRestIsInDoubt() throws Exception {
    String body = page("a", "b", "c");
    int bytes = body.getBytes(UTF_8).length - 20;
    gateway.then(half(body, bytes));
    host.start();

    assertInDoubt("");
    assertThat(host.messageIds()).containsExactly("a", "b");
    assertThat(((Rejected) host.stored.get(0).rejected().get(0)).bytes()).hasSize(bytes);
  }

  @Test
  void aBodyCutWithinACharacterStillGivesItsWholeReports() throws Exception {
    String body = page("a", "b");
    int cut = new String(body.getBytes(UTF_8), ISO_8859_1).lastIndexOf("\u00e5\u008f");
    gateway.then(half(body, cut + 1));
    host.start();

    assertInDoubt("");
    assertThat(host.messageIds()).containsExactly("a");
  }

  private void assertInDoubt(String cause) {
    host.awaitStored(1);
    Stored page = host.stored.get(0);
    assertThat(page.intent().number()).isEqualTo(1);
    assertThat(page.inDoubt()).isNotNull();
    assertThat(page.inDoubt().cause()).contains(cause);
    assertThat(page.inDoubt().account()).isEqualTo("default");
    assertThat(host.journal).startsWith("begun 1", "ended 1");
    assertThat(host.outcomes.get(0))
        .isIn(
            "PullUSMSReport http-trouble",
            "PullUSMSReport provider-trouble",
            "PullUSMSReport not-understood");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
