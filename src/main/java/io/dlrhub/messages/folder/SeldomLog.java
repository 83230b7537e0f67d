package io.dlrhub.messages.folder;

import io.dlrhub.report.Printable;
import java.time.Duration;
import org.slf4j.Logger;

/** Logs one kind of trouble, at most a line a minute, with the first of it and how many others. */
final class SeldomLog {

  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String kind;
  private long others;
  private long next;
  private boolean logged;

  SeldomLog(Logger log, String kind) {
    this.log = log;
    this.kind = kind;
  }

  /** Says what happened to which file. */
  synchronized void warn(String file, String why) {
    long now = System.nanoTime();
    if (logged && now - next < 0) {
      others++;
      return;
    }
    String more = others == 0 ? "" : " (and " + others + " others before it)";
    log.warn("{} {}: {}{}", Printable.line(file), kind, Printable.line(why), more);
    others = 0;
    logged = true;
    next = now + PAUSE_NANOS;
  }
}
