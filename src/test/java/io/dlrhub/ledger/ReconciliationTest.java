package io.dlrhub.ledger;

import static io.dlrhub.ledger.ReconciliationLedger.EIGHT;
import static io.dlrhub.ledger.ReconciliationLedger.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of the reconciliation over a real ledger; what they make of a whole night is elsewhere.
 */
class ReconciliationTest {

  @TempDir Path folder;
  @AutoClose private ReconciliationLedger ledger;

  @BeforeEach
  void open() {
    ledger = new ReconciliationLedger(folder);
  }

  @Test
  void countsAPhoneOnceByItsLastWord() {
    ledger.append(
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
    assertThat(ledger.reconcile(0, 1).hours())
        .singleElement()
        .returns("2 2 1", ReconciliationLedger::held);
  }

  @Test
  void countsAPhoneNobodyTrackedInTheHourOfItsLastWordAlone() {
    ledger.append(
        report("m", DeliveryStatus.UNKNOWN, 0, null), report("m", DeliveryStatus.FAILED, 4, null));
    assertThat(ledger.reconcile(0, 1).hours()).isEmpty();
    assertThat(ledger.reconcile(4, 5).hours())
        .singleElement()
        .returns("0 1 0", ReconciliationLedger::held);
  }

  @Test
  void countsATrackedPhoneInTheHourOfSendingHoweverLateItsReport() {
    ledger.track("m", EIGHT.minusSeconds(1), "+86 185 1234 5678");
    ledger.append(report("m", DeliveryStatus.DELIVERED, 70, null));
    assertThat(ledger.reconcile(70, 71).hours()).isEmpty();
    assertThat(ledger.reconcile(-1, 0).hours())
        .singleElement()
        .returns("1 0 0", ReconciliationLedger::held)
        .returns(1L, hour -> hour.sent().phones())
        .returns(0L, ReconciledHour::missing)
        .returns(0L, hour -> hour.held().untracked());
  }

  @Test
  void findsTheReportsOfAMessageThatClaimsToBeSentLater() {
    ledger.track("local time", EIGHT.plus(Duration.ofHours(8)), "18512345678");
    ledger.append(report("local time", DeliveryStatus.DELIVERED, 0, null));
    assertThat(ledger.reconcile(8, 9).hours())
        .singleElement()
        .returns("1 0 0", ReconciliationLedger::held)
        .returns(1L, hour -> hour.sent().phones());
  }

  @Test
  void countsAPhoneReachedTwiceUnderDifferentReferencesTwice() {
    ledger.append(
        report("m", DeliveryStatus.UNKNOWN, 0, "first"),
        report("m", DeliveryStatus.FAILED, 0, "first"),
        report("m", DeliveryStatus.FAILED, 0, "second"),
        report("n", DeliveryStatus.DELIVERED, 0, "first"),
        report("n", DeliveryStatus.DELIVERED, 0, "second"));
    assertThat(ledger.reconcile(0, 1).hours())
        .singleElement()
        .returns("2 2 0", ReconciliationLedger::held);
  }

  @Test
  void goesByOurTimeWhereTheProviderToldNoneOrAnImpossibleOne() {
    ledger.append(
        report("none", DeliveryStatus.DELIVERED, 2, null).toBuilder().reportedAt(null).build(),
        report("impossible", DeliveryStatus.DELIVERED, 2, null).toBuilder()
            .reportedAt(EIGHT.plus(Duration.ofHours(15)))
            .build());
    assertThat(ledger.reconcile(2, 3).hours())
        .singleElement()
        .returns("2 0 0", ReconciliationLedger::held);
  }

  @Test
  void countsMessagesWithoutPhonesApart() {
    ledger.track("nothing", EIGHT);
    ledger.track("one", EIGHT);
    ledger.append(
        report("one", DeliveryStatus.DELIVERED, 0, null),
        report("nothing", DeliveryStatus.UNKNOWN, 0, null).toBuilder()
            .id(null)
            .phone(null)
            .code(DeliveryReport.NO_REPORT)
            .build());
    Reconciliation reconciliation = ledger.reconcile(0, 1);
    assertThat(reconciliation.hours())
        .singleElement()
        .returns("1 0 0", ReconciliationLedger::held)
        .returns(2L, hour -> hour.sent().messages())
        .returns(0L, hour -> hour.sent().phones())
        .returns(2L, hour -> hour.sent().withoutPhones())
        .returns(0L, hour -> hour.sent().missingPhones())
        .returns(1L, hour -> hour.sent().missingMessages());
    assertThat(reconciliation.missing())
        .singleElement()
        .returns("nothing", MissingReport::messageId)
        .returns(null, MissingReport::phone);
  }

  @Test
  void saysWhatIsKnownOfAMissingPhone() {
    ledger.track("m", EIGHT, "18512345678", "13100000000");
    ledger.append(report("m", DeliveryStatus.UNKNOWN, 0, null));
    assertThat(ledger.reconcile(0, 1).missing())
        .containsExactly(
            new MissingReport(
                "ucloud", "default", "m", "13100000000", "order-m", EIGHT, false, false),
            new MissingReport(
                "ucloud", "default", "m", "18512345678", "order-m", EIGHT, true, false));
  }

  @Test
  void leavesOutVideoAndOtherAccounts() {
    DeliveryReport report = report("m", DeliveryStatus.DELIVERED, 0, null);
    ledger.append(
        report.toBuilder().id(null).channel(Channel.VIDEO).build(),
        report.toBuilder().id(null).account("shop2").build());
    assertThat(ledger.reconcile(0, 1).hours())
        .extracting(ReconciledHour::account)
        .containsExactly("shop2");
    ReconciliationQuery other = new ReconciliationQuery("default", EIGHT, EIGHT.plusSeconds(1), 10);
    assertThat(ledger.real().reconcile(other).hours()).isEmpty();
  }

  @Test
  void listsTheFirstAndSaysThatThereAreMore() {
    ledger.track("elsewhere", EIGHT.minus(Duration.ofDays(3)), "18512345678");
    for (int i = 0; i < 5; i++) {
      ledger.track("tracked-" + i, EIGHT.plusSeconds(i), "1850000000" + i);
      ledger.append(
          report("never-" + i, DeliveryStatus.UNKNOWN, 0, null),
          report("never-" + i, DeliveryStatus.DELIVERED, 0, null));
    }
    Reconciliation reconciliation = ledger.reconcile(0, 1, 3);
    assertThat(reconciliation.missing())
        .extracting(MissingReport::messageId)
        .containsExactly("tracked-0", "tracked-1", "tracked-2");
    assertThat(reconciliation.untracked())
        .extracting(report -> report.messageId() + " " + report.status())
        .containsExactly("never-0 DELIVERED", "never-1 DELIVERED", "never-2 DELIVERED");
    assertThat(reconciliation.moreMissing()).isTrue();
    assertThat(reconciliation.moreUntracked()).isTrue();
    assertThat(reconciliation.hours())
        .singleElement()
        .returns(5L, ReconciledHour::missing)
        .returns(5L, hour -> hour.held().untracked());
    assertThat(ledger.reconcile(0, 1, 5).moreMissing()).isFalse();
    assertThat(ledger.reconcile(0, 1, 5).moreUntracked()).isFalse();
  }

  @Test
  void callsNothingUntrackedOfAnAccountThatTracksNothing() {
    ledger.append(report("m", DeliveryStatus.DELIVERED, 0, null));
    Reconciliation reconciliation = ledger.reconcile(0, 1);
    assertThat(reconciliation.hours())
        .singleElement()
        .returns(false, ReconciledHour::tracks)
        .returns(0L, hour -> hour.held().untracked());
    assertThat(reconciliation.untracked()).isEmpty();
  }

  @Test
  void roundsOutwardsToFullHours() {
    ReconciliationQuery query =
        new ReconciliationQuery(null, EIGHT.plusMillis(1), EIGHT.plusSeconds(3601), 0);
    assertThat(query.from()).isEqualTo(EIGHT);
    assertThat(query.to()).isEqualTo(EIGHT.plusSeconds(7200));
    assertThat(query.hours()).isEqualTo(2);
    assertThatThrownBy(() -> new ReconciliationQuery(null, EIGHT, EIGHT, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new ReconciliationQuery(
                    null, EIGHT, EIGHT.plus(Duration.ofDays(31)).plusMillis(1), 0))
        .hasMessageContaining("at most 31 days");
  }

  @Test
  void remembersTheDayThatWasTold() {
    assertThat(ledger.real().reconciliationTold()).isEmpty();
    ledger.real().reconciliationTold(LocalDate.parse("2026-11-18"));
    ledger.real().reconciliationTold(LocalDate.parse("2026-11-19"));
    ledger.reopen();
    assertThat(ledger.real().reconciliationTold()).contains(LocalDate.parse("2026-11-19"));
  }
}
