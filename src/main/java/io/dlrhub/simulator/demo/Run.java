package io.dlrhub.simulator.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One run of the demo: the simulated providers, the sender, the hub, and somebody who counts. */
final class Run implements AutoCloseable {

  /** For the last answers, and then for writing what was handed over. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Duration WRITE = Duration.ofSeconds(10);

  /** A signal leaves less time; see {@link Demo}. */
  private static final Duration DRAIN_AFTER_SIGNAL = Duration.ofSeconds(5);

  private static final Duration WRITE_AFTER_SIGNAL = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 100;
  private static final Duration STATUS_IN_PLACE = Duration.ofSeconds(1);
  private static final Duration STATUS_PLAIN = Duration.ofSeconds(2);
  private static final int SAMPLE_EVERY = 10;
  private static final long MOST_BYTES = 32 << 20;

  private final DemoOptions options;
  private final DemoFolder folder;
  private final DemoSettings settings;
  private final Screen screen;
  private final Clock clock;
  private final Providers providers;
  private final Comparison comparison;
  private final FileTail tail;
  private final HubFigures figures;
  private final Sender sender;
  private AutoCloseable hub = () -> {};
  private Instant started;
  private long linesBefore;
  private Instant shownAt;
  private int shows;

  Run(DemoOptions options, DemoFolder folder, DemoSettings settings, Screen screen, Clock clock) {
    this.options = options;
    this.folder = folder;
    this.settings = settings;
    this.screen = screen;
    this.clock = clock;
    providers = new Providers(clock);
    comparison = new Comparison(providers.ucloud().outside(), providers.tencent().figures());
    tail = new FileTail(folder.reports(), MOST_BYTES);
    figures = new HubFigures(settings.management());
    sender = new Sender(settings.messagesUrl());
  }

  /** Starts the hub, then the traffic. */
  void start(DemoHub starter) throws Exception {
    folder.write(settings.properties(providers, folder));
    screen.print(Header.of(options, settings, folder));
    hub = starter.start(folder.path());
    providers.watch(comparison);
    providers.watch(sender);
    providers.begin(options, settings.pushUrl());
    started = clock.instant();
    shownAt = started;
  }

  /** Shows how it goes until the time is over or somebody ends it. */
  void watch(CountDownLatch end) throws Exception {
    Duration pause = screen.inPlace() ? STATUS_IN_PLACE : STATUS_PLAIN;
    while (options.length() == null || running().compareTo(options.length()) < 0) {
      if (end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      providers.loseAPage();
      tail.read(comparison::line);
      tail.keepSmall();
      if (Duration.between(shownAt, clock.instant()).compareTo(pause) >= 0) {
        show();
      }
    }
  }

  /**
   * Ends the traffic, waits until every message has its answer, stops the hub and counts.
   *
   * @param end counted down by a signal, after which there is less time
   */
  boolean finish(CountDownLatch end) throws Exception {
    Duration running = running();
    providers.end();
    screen.print("Ending: no new messages; waiting for the last answers, then stopping the hub.");
    await(end, DRAIN, DRAIN_AFTER_SIGNAL, State::settled);
    providers.close();
    await(end, WRITE, WRITE_AFTER_SIGNAL, state -> state.missing() == 0);
    figures.refresh();
    long behind = figures.sum("dlr_sink_lag");
    hub.close();
    tail.read(comparison::line);
    State state = comparison.state(clock.instant());
    Summary.of(running, state, sender.tracked(), behind, file()).forEach(screen::print);
    return state.agrees(behind);
  }

  private String file() throws IOException {
    Path file = tail.newest();
    if (file == null) {
      return "none was written";
    }
    return DemoFolder.shown(file) + (tail.removedSome() ? " (older ones were removed)" : "");
  }

  @Override
  public void close() throws Exception {
    sender.close();
    providers.close();
    hub.close();
  }

  /** Reads the file until that holds, or the time is over. */
  private void await(
      CountDownLatch end, Duration limit, Duration afterSignal, Predicate<State> condition)
      throws IOException, InterruptedException {
    Instant began = clock.instant();
    while (true) {
      tail.read(comparison::line);
      Instant now = clock.instant();
      Duration most = end.getCount() == 0 ? afterSignal : limit;
      if (!now.isBefore(began.plus(most)) || condition.test(comparison.state(now))) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void show() throws IOException, InterruptedException {
    figures.refresh();
    Instant now = clock.instant();
    State state = comparison.state(now);
    double seconds = Math.max(0.001, Duration.between(shownAt, now).toNanos() / 1e9);
    StatusLines.Figures shown =
        new StatusLines.Figures(
            sender.tracked(),
            figures.sum("dlr_duplicates_total"),
            figures.sum("dlr_pull_in_doubt_total"),
            tail.size(),
            (state.in().reports() - linesBefore) / seconds);
    shownAt = now;
    linesBefore = state.in().reports();
    if (screen.inPlace()) {
      List<String> lines = new ArrayList<>(StatusLines.of(running(), state, shown));
      lines.add(comparison.lastLine());
      screen.status(lines);
    } else {
      screen.status(List.of(StatusLines.plain(running(), state, shown)));
      if (++shows % SAMPLE_EVERY == 0) {
        screen.print("  a line of the file: " + comparison.lastLine());
      }
    }
  }

  private Duration running() {
    return Duration.between(started, clock.instant());
  }
}
