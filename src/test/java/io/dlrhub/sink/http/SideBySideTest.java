package io.dlrhub.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordRefused;
import io.dlrhub.ledger.RetryLater;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Reports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService oneByOne = Executors.newSingleThreadExecutor();
  private final List<Long> sent = Collections.synchronizedList(new ArrayList<>());
  private boolean down = true;

  @AfterEach
  void stop() {
    threads.shutdownNow();
    oneByOne.shutdownNow();
  }

  @Test
  void spreadsABatchAndKeepsTheOrderWithinAMessage() throws Exception {
    List<List<Integer>> lanes = Collections.synchronizedList(new ArrayList<>());
    Batch batch = batch(1, 100, 20);

    new SideBySide(4, 1000, threads, (b, indexes) -> lanes.add(indexes)).send(batch);

    assertThat(lanes).hasSize(4);
    assertThat(lanes.stream().flatMap(List::stream).sorted())
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
    var laneOf = new ConcurrentHashMap<Object, Integer>();
    for (List<Integer> lane : lanes) {
      assertThat(lane).isSorted();
      for (int index : lane) {
        Object message = MessageKey.of(batch.head(index));
        assertThat(laneOf.computeIfAbsent(message, key -> lanes.indexOf(lane)))
            .isEqualTo(lanes.indexOf(lane));
      }
    }
  }

  @Test
  void sendsAgainOnlyWhatWasNotConfirmed() throws Exception {
    Batch batch = batch(1, 100, 100);
    SideBySide four = fourFailingAt(1, new IOException("down"));

    assertThatThrownBy(() -> four.send(batch)).hasMessage("down");
    assertThat(sent).isNotEmpty().doesNotContain(1L);
    down = false;
    four.send(batch);

    assertThat(sent).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void leavesOutWhatWasConfirmedWhenABatchIsSplit() throws Exception {
    Batch batch = batch(1, 40, 40);
    long bad = 7;
    SideBySide four = fourFailingAt(bad, new RecordRefused("422"));

    assertThat(refusedAlone(four, batch)).containsExactly(bad);
    assertThat(sent).hasSize(39).doesNotHaveDuplicates().doesNotContain(bad);
  }

  @Test
  void namesTroubleAtTheFarEndBeforeARefusal() {
    SideBySide many =
        new SideBySide(
            4,
            1000,
            threads,
            (b, indexes) -> {
              if (indexes.contains(0)) {
                throw new IOException("503");
              }
              throw new RecordRefused("422");
            });

    assertThatThrownBy(() -> many.send(batch(1, 40, 40))).isInstanceOf(IOException.class);
  }

  @Test
  void namesTheLongestPauseThatIsAskedFor() {
    List<Exception> answers =
        new ArrayList<>(
            List.of(
                new IOException("503"),
                new RetryLater("503", Duration.ofSeconds(600)),
                new RetryLater("503", Duration.ofSeconds(30)),
                new RecordRefused("422")));
    for (int turn = 0; turn < answers.size(); turn++) {
      Deque<Exception> left = new ArrayDeque<>(answers);
      SideBySide many =
          new SideBySide(
              4,
              1000,
              oneByOne,
              (b, indexes) -> {
                throw left.remove();
              });
      assertThatThrownBy(() -> many.send(batch(1, 40, 40)))
          .as("%s", answers)
          .isInstanceOfSatisfying(
              RetryLater.class,
              later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(600)));
      Collections.rotate(answers, 1);
    }
  }

  @Test
  void tellsWhatWasDeliveredByAnEarlierAttempt() throws Exception {
    Batch batch = batch(1, 100, 100);
    SideBySide four = fourFailingAt(1, new RecordRefused("422"));
    assertThatThrownBy(() -> four.send(batch)).hasMessage("422");
    int delivered = Math.toIntExact(sent.get(0)) - 1;
    int before = sent.size();

    assertThat(four.send(batch.slice(delivered, delivered + 1))).isFalse();
    assertThat(sent).hasSize(before);
    down = false;
    assertThat(four.send(batch.slice(0, 1))).isTrue();
  }

  /** As the feed does when an endpoint refuses everything: it tries the first, then a later one. */
  @Test
  void remembersWhatWasConfirmedWhateverComesInBetween() throws Exception {
    Batch batch = batch(1, 100, 100);
    SideBySide four = fourFailingAt(1, new IOException("down"));
    assertThatThrownBy(() -> four.send(batch)).hasMessage("down");
    four.send(batch(1000, 1, 1));
    down = false;
    four.send(batch);
    four.send(batch(1001, 10, 10));

    assertThat(sent).hasSize(111).doesNotHaveDuplicates();
  }

  /** Four at a time, of which the one with the record at that position fails while it is down. */
  private SideBySide fourFailingAt(long position, Exception failure) {
    return new SideBySide(
        4,
        1000,
        threads,
        (b, indexes) -> {
          if (down && indexes.stream().anyMatch(index -> b.position(index) == position)) {
            throw failure;
          }
          indexes.forEach(index -> sent.add(b.position(index)));
        });
  }

  /** As the feed splits. */
  private static List<Long> refusedAlone(SideBySide sideBySide, Batch batch) throws Exception {
    try {
      sideBySide.send(batch);
      return List.of();
    } catch (RecordRefused e) {
      if (batch.size() == 1) {
        return List.of(batch.position(0));
      }
      int middle = batch.size() / 2;
      List<Long> refused = new ArrayList<>(refusedAlone(sideBySide, batch.slice(0, middle)));
      refused.addAll(refusedAlone(sideBySide, batch.slice(middle, batch.size())));
      return refused;
    }
  }

  private static Batch batch(long first, int size, int messages) {
    List<byte[]> lines =
        IntStream.range(0, size)
            .mapToObj(i -> RecordJson.write(Reports.delivered("S" + i % messages, "1851234" + i)))
            .toList();
    return new Batch(IntStream.range(0, size).mapToLong(i -> first + i).toArray(), lines);
  }
}
