package io.dlrhub.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final long MIB = 1 << 20;

  private final MemoryBudget budget = MemoryBudget.ofHeap(256 * MIB);

  @Test
  void oneSenderHasHalfOfWhatIsLarge() {
    Reservation first = budget.openLarge("a");
    first.body(40 * MIB);
    assertThatThrownBy(() -> budget.openLarge("a").body(MIB)).isInstanceOf(MemoryRefused.class);
    assertThatCode(() -> budget.openLarge("b").body(40 * MIB)).doesNotThrowAnyException();
    assertThatThrownBy(() -> budget.openLarge("c").body(1))
        .isInstanceOf(MemoryRefused.class)
        .hasMessageContaining("in use");
  }

  /** Many addresses that show one token have no more than one has, nor one address many tokens. */
  @Test
  void whoHoldsForTwoIsBoundedByEither() {
    budget.openLarge("address 1", "token").body(20 * MIB);
    Reservation second = budget.openLarge("address 2", "token");
    second.body(20 * MIB);
    assertThatThrownBy(() -> budget.openLarge("address 3", "token").body(MIB))
        .isInstanceOf(MemoryRefused.class);
    assertThatCode(() -> budget.openLarge("address 2", "other").body(20 * MIB))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> budget.openLarge("address 2", "third").body(MIB))
        .isInstanceOf(MemoryRefused.class);
    second.close();
    assertThatCode(() -> budget.openLarge("address 3", "third").body(MIB))
        .doesNotThrowAnyException();
  }

  @Test
  void tellsWhatWillNeverFitFromWhatDoesNotFitNow() {
    Reservation alone = budget.openLarge("a");
    alone.body(25 * MIB);
    assertThat(refusal(alone, 25 * MIB).isForGood()).isTrue();
    assertThat(refusal(budget.openLarge("a"), 25 * MIB).isForGood()).isFalse();
  }

  @Test
  void smallBodiesHaveRoomWhereNothingLargeHas() {
    budget.openLarge("a").body(40 * MIB);
    budget.openLarge("b").body(40 * MIB);
    Reservation small = budget.open("a");
    assertThatCode(() -> small.body(MemoryBudget.SMALL_BODY)).doesNotThrowAnyException();
    assertThatThrownBy(() -> small.body(1)).isInstanceOf(MemoryRefused.class);
  }

  @Test
  void aBodyThatGrewHoldsNothingOfWhatIsForSmallOnes() {
    for (int i = 0; i < 400; i++) {
      Reservation growing = budget.open("s" + i);
      growing.body(MemoryBudget.SMALL_BODY);
      growing.body(1);
    }
    Reservation small = budget.open("s");
    small.objects(16 * MIB);
    assertThat(budget.held()).isEqualTo(400 * (MemoryBudget.SMALL_BODY + 1) + 16 * MIB);
  }

  @Test
  void allOfItIsGivenBackOnce() {
    Reservation large = budget.openLarge("a");
    large.body(MIB);
    Reservation grown = budget.open("a");
    grown.objects(1000);
    grown.body(100_000);
    Reservation small = budget.open("b");
    small.body(10);
    for (Reservation held : new Reservation[] {large, grown, small, large, grown, small}) {
      held.close();
    }
    assertThat(budget.held()).isZero();
    small.objects(10);
    assertThat(budget.held()).as("reserved after closing").isZero();
    assertThatCode(() -> budget.openLarge("a").body(budget.mostOfOne())).doesNotThrowAnyException();
  }

  private static MemoryRefused refusal(Reservation held, long bytes) {
    return catchThrowableOfType(MemoryRefused.class, () -> held.body(bytes));
  }
}
