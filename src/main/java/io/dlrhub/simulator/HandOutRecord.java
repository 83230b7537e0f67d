package io.dlrhub.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the provider knows it has made and handed out: the list a test, or the demo, holds against
 * what the sinks have. Complete until somebody {@linkplain #forget forgets} a part of it.
 */
public final class HandOutRecord {

  private static final int PAGES_KEPT = 10_000;

  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private final Deque<ReadPage> pages = new ArrayDeque<>();
  private long made;
  private int lastPage;

  /** How many reports were ever made, forgotten ones included. */
  public synchronized long made() {
    return made;
  }

  /** Every report that is not forgotten, in the order they were made. */
  public synchronized List<HandOutState> all() {
    return entries.values().stream().map(Entry::handed).toList();
  }

  /** One report by its number; null when it is forgotten. */
  public synchronized HandOutState find(long number) {
    Entry entry = entries.get(number);
    return entry == null ? null : entry.handed();
  }

  /** The {@linkplain SimulatedReport#key() keys} of the reports of which this is true. */
  public Set<String> keys(Predicate<HandOutState> condition) {
    return all().stream()
        .filter(condition)
        .map(handed -> handed.report().key())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The newest pages pulled, at most 10,000, oldest first. */
  public synchronized List<ReadPage> pages() {
    return List.copyOf(pages);
  }

  /** How many reports may still come by push or pull. */
  public synchronized long waiting() {
    return entries.values().stream().filter(entry -> entry.open > 0).count();
  }

  /** Takes reports off the list that were compared. */
  public synchronized void forget(Collection<Long> numbers) {
    numbers.forEach(entries::remove);
  }

  /**
   * @param ways by how many of push and pull it can come; 0 for one that only a query brings
   */
  synchronized void made(SimulatedReport report, int ways) {
    made++;
    entries.put(report.number(), new Entry(report, ways));
  }

  synchronized void acknowledged(List<SimulatedReport> reports) {
    update(
        reports,
        entry -> {
          entry.acknowledged = true;
          entry.open--;
        });
  }

  synchronized void pushGivenUp(List<SimulatedReport> reports) {
    update(
        reports,
        entry -> {
          entry.pushGivenUp = true;
          entry.open--;
        });
  }

  synchronized void expired(SimulatedReport report) {
    update(
        List.of(report),
        entry -> {
          entry.expired = true;
          entry.open--;
        });
  }

  synchronized void queried(List<SimulatedReport> reports) {
    update(reports, entry -> entry.queried++);
  }

  /** A page was read; until {@link #broken} says otherwise it left whole. */
  synchronized int pulled(String account, List<SimulatedReport> reports, Instant now) {
    int number = ++lastPage;
    pages.addLast(new ReadPage(number, account, reports.size(), true, now));
    if (pages.size() > PAGES_KEPT) {
      pages.removeFirst();
    }
    update(
        reports,
        entry -> {
          entry.page = number;
          entry.pageWhole = true;
          entry.open--;
        });
    return number;
  }

  /** That page did not leave whole. */
  synchronized void broken(int number, List<SimulatedReport> reports) {
    update(reports, entry -> entry.pageWhole = false);
    List<ReadPage> kept = new ArrayList<>(pages);
    pages.clear();
    for (ReadPage page : kept) {
      pages.addLast(
          page.number() == number
              ? new ReadPage(number, page.account(), page.reports(), false, page.at())
              : page);
    }
  }

  private void update(List<SimulatedReport> reports, Consumer<Entry> change) {
    for (SimulatedReport report : reports) {
      Entry entry = entries.get(report.number());
      if (entry != null) {
        change.accept(entry);
      }
    }
  }

  private static final class Entry {
    private final SimulatedReport report;
    private int open;
    private boolean acknowledged;
    private boolean pushGivenUp;
    private int page;
    private boolean pageWhole;
    private int queried;
    private boolean expired;

    Entry(SimulatedReport report, int open) {
      this.report = report;
      this.open = open;
    }

    HandOutState handed() {
      return new HandOutState(
          report, acknowledged, pushGivenUp, page, pageWhole, queried, expired, open > 0);
    }
  }
}
