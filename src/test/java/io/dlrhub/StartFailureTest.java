package io.dlrhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.UnusableLedger;
import io.dlrhub.testing.CapturedLog;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailureTest {

  /** A command that throws. */
  private record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  @Test
  void onlyWhatMayPassIsWorthAnotherStart() {
    assertThat(StartFailure.mayPass(new LedgerException("in use"))).isTrue();
    assertThat(StartFailure.mayPass(new PortUnusable("in use"))).isTrue();
    assertThat(StartFailure.mayPass(new UnusableLedger("no ledger"))).isFalse();
    assertThat(
            StartFailure.mayPass(
                new IllegalStateException(
                    new LedgerException("cannot be opened", new UnusableLedger("no ledger")))))
        .isFalse();
    assertThat(StartFailure.mayPass(new IllegalStateException("no such component"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(classes = {NoClassDefFoundError.class, UnsatisfiedLinkError.class})
  void anErrorIsOneLineAndTrouble(Class<? extends Error> type) throws Exception {
    Error error = type.getConstructor(String.class).newInstance("something\nis missing");
    try (CapturedLog log = new CapturedLog()) {
      assertThat(DlrHub.outcome(new Failing(error))).isEqualTo(DlrHub.TROUBLE);
      assertThat(log.text().lines()).containsExactly("something is missing");
    }
  }

  @Test
  void anErrorAtStartClosesWhatThereIs() {
    AtomicBoolean closed = new AtomicBoolean();
    NoClassDefFoundError error = new NoClassDefFoundError("x");
    assertThatThrownBy(
            () ->
                Lifetime.of(
                    () -> closed.set(true),
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(closed).isTrue();
  }

  @Test
  void anErrorWhileClosingDoesNotHideWhyTheStartFailed() {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("x");
    try (CapturedLog log = new CapturedLog()) {
      assertThatThrownBy(
              () ->
                  Lifetime.of(
                      () -> {
                        throw new NoClassDefFoundError("y");
                      },
                      () -> {
                        throw error;
                      }))
          .isSameAs(error);
      assertThat(log.text()).isEqualTo("while stopping: y\n");
    }
  }
}
