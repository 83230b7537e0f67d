package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.MessageWatcher;
import io.dlrhub.simulator.PushOptions;
import io.dlrhub.simulator.TencentSimulator;
import io.dlrhub.simulator.Traffic;
import io.dlrhub.simulator.UCloudSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * A simulated UCloud that sends messages and reports what became of them, and a simulated Tencent
 * that keeps statistics of the same messages.
 */
final class Providers implements AutoCloseable {

  private static final double PUSHED = 0.6;
  private static final double PUSHED_AND_PULLED = 0.05;
  private static final double VIDEO = 0.1;
  private static final int BATCH = 20;

  private final UCloudSimulator ucloud;
  private final TencentSimulator tencent;
  private boolean pageLost;
  private boolean closed;

  Providers(Clock clock) {
    long seed = clock.instant().toEpochMilli();
    Traffic traffic =
        new Traffic(seed)
            .videoShare(VIDEO)
            .meanDelay(Duration.ofSeconds(1))
            .unknownLasts(Duration.ofSeconds(8));
    ucloud = UCloudSimulator.builder().clock(clock).traffic(traffic).seed(seed).start();
    tencent = TencentSimulator.builder().clock(clock).seed(seed).start();
    watch(tencent.figures());
  }

  UCloudSimulator ucloud() {
    return ucloud;
  }

  TencentSimulator tencent() {
    return tencent;
  }

  /** Tells somebody of every message and report. */
  void watch(MessageWatcher watcher) {
    ucloud.account().watch(watcher);
  }

  /** Sends messages from now on. */
  void begin(DemoOptions options, String pushUrl) {
    PushOptions push = PushOptions.DEFAULT.withBatchSize(BATCH);
    ucloud.account().pushTo(URI.create(pushUrl), push, PUSHED, PUSHED_AND_PULLED);
    DemoFaults.lose(ucloud.faults());
    if (options.faults()) {
      DemoFaults.more(ucloud.faults());
      DemoFaults.moreOfTencent(tencent.faults());
    }
    ucloud.sendPerSecond(options.rate());
  }

  /** Lets a pulled page be lost, once, as soon as there is something to be pulled. */
  void loseAPage() {
    if (!pageLost && ucloud.account().waitingToBePulled() > 0) {
      pageLost = true;
      ucloud.faults().next("PullUSMSReport", Fault.DROPPED_AFTER_READ);
    }
  }

  /** Sends nothing more, makes the reports that are still to come, and loses none from now on. */
  void end() {
    ucloud.sendPerSecond(0);
    ucloud.faults().clear();
    tencent.faults().clear();
    ucloud.account().hurry();
  }

  /** Hands out nothing more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ucloud.close();
      tencent.close();
    }
  }
}
