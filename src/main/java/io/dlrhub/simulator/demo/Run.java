package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.PushOptions;
import io.dlrhub.simulator.UCloudSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo: the simulated UCloud, the hub, the file, and somebody who counts. */
final class Run implements AutoCloseable {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
  private static final Duration DRAIN_STEP = Duration.ofMillis(100);
  private static final int SAMPLE_EVERY = 10;

  private final DemoOptions options;
  private final DemoFolder folder;
  private final DemoSettings settings;
  private final Screen screen;
  private final Clock clock;
  private final UCloudSimulator ucloud;
  private final Comparison comparison;
  private final FileTail tail;
  private final HubFigures figures;
  private AutoCloseable hub = () -> {};
  private Instant started;
  private long linesBefore;
  private Instant lookedBefore;

  Run(DemoOptions options, DemoFolder folder, DemoSettings settings, Screen screen, Clock clock) {
    this.options = options;
    this.folder = folder;
    this.settings = settings;
    this.screen = screen;
    this.clock = clock;
    ucloud = UCloudSimulator.builder().clock(clock).seed(clock.instant().toEpochMilli()).start();
    comparison = new Comparison(ucloud.outside());
    tail = new FileTail(folder.reports());
    figures = new HubFigures(settings.management());
  }

  /** Starts the hub, then the traffic. */
  void start(DemoHub starter) throws Exception {
    folder.write(settings.properties(ucloud, folder));
    screen.print(header());
    hub = starter.start(folder.path());
    ucloud
        .account()
        .watch(comparison)
        .pushTo(URI.create(settings.pushUrl()), PushOptions.DEFAULT.withBatchSize(20), 0.6, 0.05);
    if (options.faults()) {
      DemoFaults.switchOn(ucloud.faults());
    }
    ucloud.sendPerSecond(options.rate());
    started = clock.instant();
    lookedBefore = started;
  }

  /** Shows how it goes until the time is over or somebody ends it. */
  void watch(CountDownLatch end) throws Exception {
    Instant over = options.length() == null ? Instant.MAX : started.plus(options.length());
    long pause = screen.inPlace() ? 1000 : 2000;
    int looks = 0;
    while (clock.instant().isBefore(over)) {
      long left = Math.max(1, Math.min(pause, millisUntil(over)));
      if (end.await(left, TimeUnit.MILLISECONDS)) {
        return;
      }
      show(++looks % SAMPLE_EVERY == 0);
    }
  }

  /** Ends the traffic, lets what is under way arrive, stops the hub and counts. */
  boolean finish() throws Exception {
    Duration running = Duration.between(started, clock.instant());
    ucloud.sendPerSecond(0);
    ucloud.faults().clear();
    ucloud.account().forgetWhatIsOnTheWay();
    screen.print("Ending: no new messages; waiting for what is under way, then stopping the hub.");
    drain();
    hub.close();
    tail.read(comparison::line);
    Comparison.State state = comparison.state(clock.instant());
    Path file = tail.newest();
    String shown = file == null ? "none was written" : DemoFolder.shown(file);
    StatusLines.summary(running, state, shown).forEach(screen::print);
    return StatusLines.agrees(state);
  }

  @Override
  public void close() throws Exception {
    ucloud.close();
    hub.close();
  }

  private void drain() throws IOException, InterruptedException {
    Instant limit = clock.instant().plus(DRAIN_LIMIT);
    CountDownLatch never = new CountDownLatch(1);
    Comparison.State state;
    do {
      tail.read(comparison::line);
      state = comparison.state(clock.instant());
    } while ((state.underWay() > 0 || state.missing() > 0)
        && clock.instant().isBefore(limit)
        && !never.await(DRAIN_STEP.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void show(boolean sample) throws IOException, InterruptedException {
    tail.read(comparison::line);
    figures.refresh();
    Instant now = clock.instant();
    Comparison.State state = comparison.state(now);
    double seconds = Math.max(0.001, Duration.between(lookedBefore, now).toNanos() / 1e9);
    StatusLines.Figures shown =
        new StatusLines.Figures(
            figures.sum("dlr_duplicates_total"),
            figures.sum("dlr_pull_in_doubt_total"),
            tail.size(),
            (state.inFile() - linesBefore) / seconds);
    lookedBefore = now;
    linesBefore = state.inFile();
    Duration running = Duration.between(started, now);
    if (!screen.inPlace()) {
      screen.status(List.of(StatusLines.plain(running, state, shown)));
      if (sample) {
        screen.print("  a line of the file: " + comparison.lastLine());
      }
      return;
    }
    List<String> lines = StatusLines.of(running, state, shown);
    lines.add("       " + comparison.lastLine());
    screen.status(lines);
  }

  private long millisUntil(Instant over) {
    return over.equals(Instant.MAX)
        ? Long.MAX_VALUE
        : Duration.between(clock.instant(), over).toMillis();
  }

  private String header() {
    String faults =
        options.faults() ? "things go wrong now and then" : "nothing goes wrong; try --faults";
    return """
        DLR Hub demo. A simulated UCloud sends messages and reports what became of them: some
        reports it pushes, some it lets be pulled, some both. The hub makes each one line of a file.

          UCloud      %s  %s messages a second, %s
          hub         %s  management %s%s
          reports in  %s
          settings    %s
          log         %s

        Ctrl-C ends it with a count.
        """
        .formatted(
            ucloud.endpoint(),
            options.rate() == Math.rint(options.rate())
                ? Long.toString((long) options.rate())
                : Double.toString(options.rate()),
            faults,
            settings.intake(),
            settings.management(),
            settings.remark(),
            DemoFolder.shown(folder.reports()),
            DemoFolder.shown(folder.properties()),
            DemoFolder.shown(folder.log()));
  }
}
