package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The rules of docs/record.md through a real ledger. The whole set of ids is independent of order
 * only where these make it so: among final statuses with at most one reference a message and phone.
 * Which of two references gets the plain id depends on which comes first, and {@code unknown} is
 * stored only before a final status.
 */
class IdentityRulesTest {

  private static Path file;
  private static Ledger ledger;
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** A report in the small: which phone, what became of it, with which reference. */
  record Told(int phone, DeliveryStatus status, String reference) {}

  @BeforeContainer
  static void open() throws IOException {
    file = Files.createTempDirectory("identity").resolve("ledger.db");
    ledger = Ledgers.withSmallGenerations(Ledgers.options(file));
  }

  @AfterContainer
  static void close() {
    ledger.close();
  }

  /** Stores them as reports of a message of their own, in appends of random length. */
  private static List<DeliveryReport> store(List<Told> all, Random random) {
    String message = "m" + RUNS.incrementAndGet();
    List<DeliveryReport> stored = new ArrayList<>();
    int from = 0;
    while (from < all.size()) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(4));
      List<DeliveryReport> reports =
          all.subList(from, to).stream().map(told -> report(message, told)).toList();
      for (Record record : ledger.append(Append.of(reports)).stored()) {
        stored.add((DeliveryReport) record);
      }
      from = to;
    }
    return stored;
  }

  private static DeliveryReport report(String message, Told told) {
    return Reports.of(message, "1380000000" + told.phone(), told.status(), told.reference());
  }

  /** What was stored, without the name of the message, which differs from run to run. */
  private static Set<Object> shape(List<DeliveryReport> stored) {
    return stored.stream()
        .map(report -> List.of(report.phone(), report.status()))
        .collect(Collectors.toSet());
  }

  @Property(tries = 150)
  void finalReportsGiveTheSameIdsInAnyOrderAndRepetition(
      @ForAll("finals") List<Told> reports, @ForAll Random random) {
    List<Told> shuffled = repeatedAndShuffled(reports, random);
    List<DeliveryReport> first = store(reports, random);
    List<DeliveryReport> second = store(shuffled, random);
    assertThat(shape(second)).isEqualTo(shape(first));
    assertThat(second).hasSameSizeAs(first).hasSize(shape(first).size());
    assertThat(first).allMatch(IdentityRulesTest::hasItsPlainId);
  }

  private static boolean hasItsPlainId(DeliveryReport report) {
    return report.toBuilder().id(null).build().id().equals(report.id());
  }

  @Property(tries = 150)
  void conflictingReferencesGiveAsManyReportsInAnyOrder(
      @ForAll("conflicting") List<Told> reports, @ForAll Random random) {
    List<DeliveryReport> stored = store(repeatedAndShuffled(reports, random), random);
    assertThat(stored).hasSize(distinctReports(reports));
    Set<RecordId> ids = stored.stream().map(DeliveryReport::id).collect(Collectors.toSet());
    assertThat(ids).hasSameSizeAs(stored);
  }

  /** For each phone and status as many as there are references, or one where there is none. */
  private static int distinctReports(List<Told> reports) {
    Set<Object> withReference = new HashSet<>();
    Set<Object> withoutAny = new HashSet<>();
    for (Told told : reports) {
      if (told.reference() != null) {
        withReference.add(List.of(told.phone(), told.status(), told.reference()));
      }
    }
    for (Told told : reports) {
      boolean other =
          reports.stream()
              .anyMatch(
                  one ->
                      one.phone() == told.phone()
                          && one.status() == told.status()
                          && one.reference() != null);
      if (!other) {
        withoutAny.add(List.of(told.phone(), told.status()));
      }
    }
    return withReference.size() + withoutAny.size();
  }

  @Property(tries = 150)
  void unknownNeverFollowsAFinalStatus(
      @ForAll("withUnknown") List<Told> reports, @ForAll Random random) {
    List<Told> order = repeatedAndShuffled(reports, random);
    List<DeliveryReport> stored = store(order, random);
    Set<Object> expected = new HashSet<>();
    for (Told told : order) {
      boolean overtaken =
          told.status() == DeliveryStatus.UNKNOWN
              && (expected.contains(key(told, DeliveryStatus.DELIVERED))
                  || expected.contains(key(told, DeliveryStatus.FAILED)));
      if (!overtaken) {
        expected.add(key(told, told.status()));
      }
    }
    assertThat(shape(stored)).isEqualTo(expected);
    assertThat(stored).hasSize(expected.size());
  }

  private static Object key(Told told, DeliveryStatus status) {
    return List.of("1380000000" + told.phone(), status);
  }

  @Property(tries = 20)
  void everythingStoredIsKnownAfterReopening(
      @ForAll("conflicting") List<Told> reports, @ForAll Random random) {
    String message = "r" + RUNS.incrementAndGet();
    List<DeliveryReport> all = reports.stream().map(told -> report(message, told)).toList();
    ledger.append(Append.of(all));
    ledger.close();
    ledger = Ledgers.withSmallGenerations(Ledgers.options(file));
    assertThat(ledger.append(Append.of(all)).stored()).isEmpty();
  }

  private static List<Told> repeatedAndShuffled(List<Told> reports, Random random) {
    List<Told> all = new ArrayList<>(reports);
    for (int i = random.nextInt(10); i > 0; i--) {
      all.add(reports.get(random.nextInt(reports.size())));
    }
    Collections.shuffle(all, random);
    return all;
  }

  private static Arbitrary<List<Told>> reports(
      List<DeliveryStatus> statuses, List<String> references) {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(statuses),
            Arbitraries.of(references))
        .as(
            (phone, status, reference) ->
                new Told(phone, status, "".equals(reference) ? null : reference))
        .list()
        .ofMinSize(1)
        .ofMaxSize(15);
  }

  @Provide
  Arbitrary<List<Told>> finals() {
    return reports(List.of(DeliveryStatus.DELIVERED, DeliveryStatus.FAILED), List.of("", "A"));
  }

  @Provide
  Arbitrary<List<Told>> conflicting() {
    return reports(
        List.of(DeliveryStatus.DELIVERED, DeliveryStatus.FAILED), List.of("", "A", "B", "C"));
  }

  @Provide
  Arbitrary<List<Told>> withUnknown() {
    return reports(List.of(DeliveryStatus.values()), List.of("", "A"))
        .filter(reports -> reports.stream().allMatch(Objects::nonNull));
  }
}
