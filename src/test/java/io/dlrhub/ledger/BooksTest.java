package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.SentMessage;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the books over a real ledger; what they make of a whole night is elsewhere. */
class BooksTest {

  private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(EIGHT.plusSeconds(1));
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(Ledgers.options(folder.resolve("ledger.db"), clock));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void reopen(SqlLedger.Internals internals) {
    ledger.close();
    ledger = SqlLedger.open(Ledgers.options(folder.resolve("ledger.db"), clock), internals);
  }

  private static DeliveryReport report(
      String messageId, DeliveryStatus status, int hour, String reference) {
    return Reports.of(messageId, "18512345678", status, reference).toBuilder()
        .reportedAt(EIGHT.plus(Duration.ofHours(hour)))
        .receivedAt(EIGHT.plus(Duration.ofHours(hour)).plusMillis(250))
        .build();
  }

  private void append(DeliveryReport... reports) {
    for (DeliveryReport report : reports) {
      ledger.append(Append.of(List.of(report)));
    }
  }

  private void track(String messageId, Instant sentAt, String... phones) {
    ledger.track(
        List.of(
            new SentMessage(
                "ucloud",
                "default",
                Channel.SMS,
                messageId,
                List.of(phones),
                sentAt,
                "order-" + messageId,
                RawJson.of("{}"))));
  }

  private Books books(int fromHour, int toHour) {
    return books(fromHour, toHour, 1000);
  }

  private Books books(int fromHour, int toHour, int listed) {
    return ledger.books(
        new BooksQuery(
            null,
            EIGHT.plus(Duration.ofHours(fromHour)),
            EIGHT.plus(Duration.ofHours(toHour)),
            listed));
  }

  private static String held(BookHour hour) {
    return hour.delivered() + " " + hour.failed() + " " + hour.unknown();
  }

  @Test
  void countsAPhoneOnceByItsLastWord() {
    append(
        report("unknown-failed", DeliveryStatus.UNKNOWN, 0, null),
        report("unknown-failed", DeliveryStatus.FAILED, 0, null),
        report("failed-delivered", DeliveryStatus.FAILED, 0, null),
        report("failed-delivered", DeliveryStatus.DELIVERED, 0, null),
        report("delivered-failed", DeliveryStatus.DELIVERED, 0, null),
        report("delivered-failed", DeliveryStatus.FAILED, 0, null),
        report("all-three", DeliveryStatus.UNKNOWN, 0, null),
        report("all-three", DeliveryStatus.FAILED, 0, null),
        report("all-three", DeliveryStatus.DELIVERED, 0, null),
        report("unknown", DeliveryStatus.UNKNOWN, 0, null));
    assertThat(books(0, 1).hours()).singleElement().returns("2 2 1", BooksTest::held);
  }

  @Test
  void countsAPhoneNobodyTrackedInTheHourOfItsLastWordAlone() {
    append(
        report("m", DeliveryStatus.UNKNOWN, 0, null), report("m", DeliveryStatus.FAILED, 4, null));
    assertThat(books(0, 1).hours()).isEmpty();
    assertThat(books(4, 5).hours()).singleElement().returns("0 1 0", BooksTest::held);
  }

  @Test
  void countsATrackedPhoneInTheHourOfSendingHoweverLateItsReport() {
    track("m", EIGHT.minusSeconds(1), "+86 185 1234 5678");
    append(report("m", DeliveryStatus.DELIVERED, 70, null));
    assertThat(books(70, 71).hours()).isEmpty();
    assertThat(books(-1, 0).hours())
        .singleElement()
        .returns("1 0 0", BooksTest::held)
        .returns(1L, BookHour::phones)
        .returns(0L, BookHour::missing)
        .returns(0L, BookHour::untracked);
  }

  @Test
  void findsTheReportsOfAMessageThatClaimsToBeSentLater() {
    track("local time", EIGHT.plus(Duration.ofHours(8)), "18512345678");
    append(report("local time", DeliveryStatus.DELIVERED, 0, null));
    assertThat(books(8, 9).hours())
        .singleElement()
        .returns("1 0 0", BooksTest::held)
        .returns(1L, BookHour::phones);
  }

  @Test
  void countsAPhoneReachedTwiceUnderDifferentReferencesTwice() {
    append(
        report("m", DeliveryStatus.UNKNOWN, 0, "first"),
        report("m", DeliveryStatus.FAILED, 0, "first"),
        report("m", DeliveryStatus.FAILED, 0, "second"),
        report("n", DeliveryStatus.DELIVERED, 0, "first"),
        report("n", DeliveryStatus.DELIVERED, 0, "second"));
    assertThat(books(0, 1).hours()).singleElement().returns("2 2 0", BooksTest::held);
  }

  @Test
  void goesByOurTimeWhereTheProviderToldNoneOrAnImpossibleOne() {
    append(
        report("none", DeliveryStatus.DELIVERED, 2, null).toBuilder().reportedAt(null).build(),
        report("impossible", DeliveryStatus.DELIVERED, 2, null).toBuilder()
            .reportedAt(EIGHT.plus(Duration.ofHours(15)))
            .build());
    assertThat(books(2, 3).hours()).singleElement().returns("2 0 0", BooksTest::held);
  }

  @Test
  void countsMessagesWithoutPhonesApart() {
    track("nothing", EIGHT);
    track("one", EIGHT);
    append(
        report("one", DeliveryStatus.DELIVERED, 0, null),
        report("nothing", DeliveryStatus.UNKNOWN, 0, null).toBuilder()
            .id(null)
            .phone(null)
            .code(DeliveryReport.NO_REPORT)
            .build());
    Books books = books(0, 1);
    assertThat(books.hours())
        .singleElement()
        .returns("1 0 0", BooksTest::held)
        .returns(2L, BookHour::messages)
        .returns(0L, BookHour::phones)
        .returns(2L, BookHour::withoutPhones)
        .returns(0L, BookHour::missingPhones)
        .returns(1L, BookHour::missingMessages);
    assertThat(books.missing())
        .singleElement()
        .returns("nothing", MissingReport::messageId)
        .returns(null, MissingReport::phone);
  }

  @Test
  void saysWhatIsKnownOfAMissingPhone() {
    track("m", EIGHT, "18512345678", "13100000000");
    append(report("m", DeliveryStatus.UNKNOWN, 0, null));
    assertThat(books(0, 1).missing())
        .containsExactly(
            new MissingReport(
                "ucloud", "default", "m", "13100000000", "order-m", EIGHT, false, false),
            new MissingReport(
                "ucloud", "default", "m", "18512345678", "order-m", EIGHT, true, false));
  }

  @Test
  void leavesOutVideoAndOtherAccounts() {
    DeliveryReport report = report("m", DeliveryStatus.DELIVERED, 0, null);
    append(
        report.toBuilder().id(null).channel(Channel.VIDEO).build(),
        report.toBuilder().id(null).account("shop2").build());
    assertThat(books(0, 1).hours()).extracting(BookHour::account).containsExactly("shop2");
    assertThat(ledger.books(new BooksQuery("default", EIGHT, EIGHT.plusSeconds(1), 10)).hours())
        .isEmpty();
  }

  @Test
  void listsTheFirstAndSaysThatThereAreMore() {
    track("elsewhere", EIGHT.minus(Duration.ofDays(3)), "18512345678");
    for (int i = 0; i < 5; i++) {
      track("tracked-" + i, EIGHT.plusSeconds(i), "1850000000" + i);
      append(
          report("never-" + i, DeliveryStatus.UNKNOWN, 0, null),
          report("never-" + i, DeliveryStatus.DELIVERED, 0, null));
    }
    Books books = books(0, 1, 3);
    assertThat(books.missing())
        .extracting(MissingReport::messageId)
        .containsExactly("tracked-0", "tracked-1", "tracked-2");
    assertThat(books.untracked())
        .extracting(report -> report.messageId() + " " + report.status())
        .containsExactly("never-0 DELIVERED", "never-1 DELIVERED", "never-2 DELIVERED");
    assertThat(books.moreMissing()).isTrue();
    assertThat(books.moreUntracked()).isTrue();
    assertThat(books.hours())
        .singleElement()
        .returns(5L, BookHour::missing)
        .returns(5L, BookHour::untracked);
    assertThat(books(0, 1, 5).moreMissing()).isFalse();
    assertThat(books(0, 1, 5).moreUntracked()).isFalse();
  }

  @Test
  void callsNothingUntrackedOfAnAccountThatTracksNothing() {
    append(report("m", DeliveryStatus.DELIVERED, 0, null));
    Books books = books(0, 1);
    assertThat(books.hours())
        .singleElement()
        .returns(false, BookHour::tracks)
        .returns(0L, BookHour::untracked);
    assertThat(books.untracked()).isEmpty();
  }

  @Test
  void roundsOutwardsToFullHours() {
    BooksQuery query = new BooksQuery(null, EIGHT.plusMillis(1), EIGHT.plusSeconds(3601), 0);
    assertThat(query.from()).isEqualTo(EIGHT);
    assertThat(query.to()).isEqualTo(EIGHT.plusSeconds(7200));
    assertThat(query.hours()).isEqualTo(2);
    assertThatThrownBy(() -> new BooksQuery(null, EIGHT, EIGHT, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new BooksQuery(null, EIGHT, EIGHT.plus(Duration.ofDays(31)).plusMillis(1), 0))
        .hasMessageContaining("at most 31 days");
  }

  /** More phones than may be remembered, so that they are done in parts. */
  @Test
  void balancesManyRecordsWithoutRememberingThem() {
    int remembered = 1 << 13;
    reopen(
        new SqlLedger.Internals(
            DriverManager::getConnection, Generations.CAPACITY, 1000, remembered));
    track("elsewhere", EIGHT.minus(Duration.ofDays(3)), "18512345678");
    int messages = 182_000;
    long[][] expected = new long[4][3];
    List<DeliveryReport> second = new ArrayList<>();
    List<DeliveryReport> batch = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      int hour = i % 3;
      String id = "m-" + i;
      switch (i % 20) {
        case 16, 17 -> {
          batch.add(report(id, DeliveryStatus.FAILED, hour, null));
          expected[hour][1]++;
        }
        case 18 -> {
          batch.add(report(id, DeliveryStatus.UNKNOWN, hour, null));
          second.add(report(id, DeliveryStatus.DELIVERED, hour + 1, null));
          expected[hour + 1][0]++;
        }
        case 19 -> {
          batch.add(report(id, DeliveryStatus.DELIVERED, hour, null));
          second.add(report(id, DeliveryStatus.FAILED, hour + 1, null));
          expected[hour + 1][1]++;
        }
        default -> {
          batch.add(report(id, DeliveryStatus.DELIVERED, hour, null));
          expected[hour][0]++;
        }
      }
      if (batch.size() == 2000 || i == messages - 1) {
        ledger.append(Append.of(batch));
        batch = new ArrayList<>();
      }
    }
    ledger.append(Append.of(second));

    Books books = books(0, 4, 1000);
    assertThat(books.hours()).hasSize(4);
    for (int hour = 0; hour < 4; hour++) {
      long[] sums = expected[hour];
      assertThat(books.hours().get(hour))
          .returns(sums[0] + " " + sums[1] + " " + sums[2], BooksTest::held)
          .returns(sums[0] + sums[1] + sums[2], BookHour::untracked);
    }
    assertThat(books.untracked()).hasSize(1000).first().returns("m-0", DeliveryReport::messageId);
  }

  @Test
  void findsRecordsByTheTimeTheyWereAppended() {
    for (int hour = 0; hour < 48; hour++) {
      append(report("m-" + hour, DeliveryStatus.DELIVERED, hour, null));
      clock.advance(Duration.ofHours(1));
    }
    for (int hour = 0; hour < 48; hour += 7) {
      assertThat(books(hour, hour + 1).hours())
          .singleElement()
          .returns("1 0 0", BooksTest::held)
          .returns(EIGHT.plus(Duration.ofHours(hour)), BookHour::hour);
    }
    assertThat(books(48, 60).hours()).isEmpty();
    assertThat(books(-60, 0).hours()).isEmpty();
  }

  @Test
  void saysSinceWhenNothingWasRemoved() {
    reopen(
        new SqlLedger.Internals(
            DriverManager::getConnection, Ledgers.SMALL_GENERATION, Ledgers.PROBE_MILLIS));
    ledger.append(Append.of(Reports.numbers(0, 400)));
    assertThat(books(0, 1).isComplete(EIGHT)).isTrue();
    for (int day = 1; day <= 29; day++) {
      clock.advance(Duration.ofDays(1));
      append(report("day-" + day, DeliveryStatus.DELIVERED, 24 * day, null));
    }
    assertThat(books(0, 24).isComplete(EIGHT)).isTrue();
    clock.advance(Duration.ofDays(1));
    append(report("day-30", DeliveryStatus.DELIVERED, 24 * 30, null));
    clock.advance(Duration.ofDays(1));
    append(report("day-31", DeliveryStatus.DELIVERED, 24 * 31, null));
    assertThat(books(0, 24).isComplete(EIGHT)).isFalse();
    await().atMost(LIMIT).until(() -> books(0, 24).hours().isEmpty());
    Books later = books(24 * 30, 24 * 30 + 1);
    assertThat(later.hours()).singleElement().returns("1 0 0", BooksTest::held);
    assertThat(later.isComplete(later.from())).isTrue();
  }

  @Test
  void doesOneAtATimeAndEndsWithTheLedger() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    reopen(
        new SqlLedger.Internals(
            url -> {
              if (Thread.currentThread().getName().equals("first")) {
                reading.countDown();
                awaitUninterruptibly(goOn);
              }
              return DriverManager.getConnection(url);
            },
            Generations.CAPACITY,
            1000));
    append(report("m", DeliveryStatus.DELIVERED, 0, null));
    CompletableFuture<Books> first = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                first.complete(books(0, 1));
              } catch (RuntimeException e) {
                first.completeExceptionally(e);
              }
            },
            "first");
    thread.start();
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> books(0, 1)).isInstanceOf(BooksBusy.class);

    Thread closing = new Thread(ledger::close);
    closing.start();
    await().atMost(LIMIT).until(() -> !ledger.health().writable());
    assertThat(closing.isAlive()).as("it waits for the reader").isTrue();
    goOn.countDown();
    closing.join(20_000);
    assertThat(closing.isAlive()).isFalse();
    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(LedgerException.class)
        .hasRootCauseMessage("the ledger is closed");
    assertThatThrownBy(() -> books(0, 1)).hasMessage("the ledger is closed");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void remembersTheDayThatWasTold() {
    assertThat(ledger.booksTold()).isEmpty();
    ledger.booksTold(LocalDate.parse("2026-11-18"));
    ledger.booksTold(LocalDate.parse("2026-11-19"));
    ledger.close();
    open();
    assertThat(ledger.booksTold()).contains(LocalDate.parse("2026-11-19"));
  }
}
