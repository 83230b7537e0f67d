package io.dlrhub.management;

import io.dlrhub.ledger.ReconciledHour;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The hours of one account and day as the parts of a line for people.
 *
 * @param hours at least one
 */
record DayTotals(List<ReconciledHour> hours) {

  /** What was tracked and what of it is missing; empty for an account that tracks nothing. */
  String tracked() {
    if (!hours.get(0).tracks()) {
      return "";
    }
    long phones = sum(hour -> hour.sent().phones());
    long missing = sum(hour -> hour.sent().missingPhones());
    long withoutPhones = sum(hour -> hour.sent().withoutPhones());
    String unnamed =
        text(
            ", %,d messages without phones, no report %,d",
            withoutPhones, sum(hour -> hour.sent().missingMessages()));
    return text(
            "tracked %,d messages %,d phones, reported %,d, no report %,d",
            sum(hour -> hour.sent().messages()), phones, phones - missing, missing)
        + (withoutPhones == 0 ? "" : unnamed)
        + text("; never tracked %,d; ", sum(hour -> hour.held().untracked()));
  }

  /** What is held. */
  String held() {
    return text(
        "held %,d delivered, %,d failed, %,d unknown",
        sum(hour -> hour.held().delivered()),
        sum(hour -> hour.held().failed()),
        sum(hour -> hour.held().unknown()));
  }

  /** What statistics say, and what that is more than what is held of the same hours. */
  String statistics() {
    DayTotals compared =
        new DayTotals(hours.stream().filter(hour -> hour.statistics() != null).toList());
    if (compared.hours().isEmpty()) {
      return "";
    }
    long reported = compared.sum(hour -> hour.statistics().reported());
    long delivered = compared.sum(hour -> hour.statistics().delivered());
    long failed = compared.sum(hour -> hour.statistics().failed());
    return text(
        "; statistics of %d hours: submitted %,d, reported %,d (%+,d), delivered %,d (%+,d),"
            + " failed %,d (%+,d)",
        compared.hours().size(),
        compared.sum(hour -> hour.statistics().submitted()),
        reported,
        reported - compared.sum(ReconciledHour::reported),
        delivered,
        delivered - compared.sum(hour -> hour.held().delivered()),
        failed,
        failed - compared.sum(hour -> hour.held().failed()));
  }

  private long sum(ToLongFunction<ReconciledHour> figure) {
    return hours.stream().mapToLong(figure).sum();
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
