package io.dlrhub.ledger.reconciliation;

import io.dlrhub.ledger.ReconciledHour;
import io.dlrhub.ledger.ReconciliationQuery;
import io.dlrhub.ledger.TooManyAccounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The sums of each account and hour while they are added up. A place is a number for both. */
public final class HourlySums {

  /** A time or account that was not asked for. */
  public static final int NOWHERE = -1;

  /** What is added up of one hour. */
  public static final class Sums {
    public long messages;
    public long phones;
    public long withoutPhones;
    public long missingPhones;
    public long missingMessages;
    public long delivered;
    public long failed;
    public long unknown;
    public long untracked;
    public ReconciledHour.Statistics statistics;

    private ReconciledHour close(String account, Instant hour, boolean tracks) {
      return new ReconciledHour(
          account,
          hour,
          tracks,
          new ReconciledHour.Sent(messages, phones, withoutPhones, missingPhones, missingMessages),
          new ReconciledHour.Held(delivered, failed, unknown, untracked),
          statistics);
    }

    private void clearHeld() {
      delivered = 0;
      failed = 0;
      unknown = 0;
      untracked = 0;
    }

    private boolean isEmpty() {
      return messages + delivered + failed + unknown == 0 && statistics == null;
    }
  }

  private record Page(String account, Sums[] hours) {}

  private final ReconciliationQuery query;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Page> pages = new ArrayList<>();

  public HourlySums(ReconciliationQuery query) {
    this.query = query;
  }

  public ReconciliationQuery query() {
    return query;
  }

  public int place(String account, Instant at) {
    if (!query.wants(account) || at.isBefore(query.from()) || !at.isBefore(query.to())) {
      return NOWHERE;
    }
    Integer number = numbers.get(account);
    if (number == null) {
      if (pages.size() == TooManyAccounts.MOST) {
        throw new TooManyAccounts();
      }
      number = pages.size();
      numbers.put(account, number);
      pages.add(new Page(account, new Sums[query.hours()]));
    }
    return number * query.hours() + (int) Duration.between(query.from(), at).toHours();
  }

  public Sums at(int place) {
    Sums[] hours = pages.get(place / query.hours()).hours();
    int hour = place % query.hours();
    if (hours[hour] == null) {
      hours[hour] = new Sums();
    }
    return hours[hour];
  }

  /** Forgets what is held, to count it anew. */
  public void clearHeld() {
    pages.stream()
        .flatMap(page -> Stream.of(page.hours()))
        .filter(Objects::nonNull)
        .forEach(Sums::clearHeld);
  }

  /**
   * Every hour of which anything is known, by account and time.
   *
   * @param tracking accounts of which messages are tracked
   */
  public List<ReconciledHour> close(Set<String> tracking) {
    List<ReconciledHour> closed = new ArrayList<>();
    pages.stream()
        .sorted(Comparator.comparing(Page::account))
        .forEach(page -> close(page, tracking.contains(page.account()), closed));
    return closed;
  }

  private void close(Page page, boolean tracks, List<ReconciledHour> closed) {
    for (int hour = 0; hour < page.hours().length; hour++) {
      Sums sums = page.hours()[hour];
      if (sums != null && !sums.isEmpty()) {
        Instant start = query.from().plus(hour, ChronoUnit.HOURS);
        closed.add(sums.close(page.account(), start, tracks));
      }
    }
  }
}
