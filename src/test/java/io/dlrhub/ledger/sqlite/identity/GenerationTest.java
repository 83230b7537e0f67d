package io.dlrhub.ledger.sqlite.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GenerationTest {

  /** High halves from a small range, so that hash chains collide and wrap around. */
  @Property(tries = 200)
  void knowsWhatWasAddedAndNotWhatWasTakenOff(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int range) {
    Random random = new Random(seed);
    Generation generation = new Generation(1, 1, 0);
    List<long[]> ids = new ArrayList<>();
    Set<List<Long>> known = new HashSet<>();
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(100) == 0) {
        int left = random.nextInt(ids.size() + 1);
        generation.truncate(left);
        while (ids.size() > left) {
          long[] id = ids.remove(ids.size() - 1);
          known.remove(List.of(id[0], id[1]));
        }
        continue;
      }
      long[] id = {random.nextInt(range), random.nextInt(4)};
      boolean isNew = known.add(List.of(id[0], id[1]));
      assertThat(generation.find(id[0], id[1]) < 0).isEqualTo(isNew);
      if (isNew) {
        ids.add(id);
        generation.add(id[0], id[1], 0, 0, ids.size());
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      assertThat(generation.find(ids.get(i)[0], ids.get(i)[1])).isEqualTo(i);
    }
  }

  @Test
  void findsTheEntryOfASeq() {
    Generation generation = new Generation(1, 100, 0);
    generation.add(1, 1, 0, 0, 100);
    generation.add(2, 2, 0, 0, 105);
    assertThat(generation.indexOfSeq(105)).isEqualTo(1);
    assertThat(generation.indexOfSeq(104)).isEqualTo(-1);
  }
}
