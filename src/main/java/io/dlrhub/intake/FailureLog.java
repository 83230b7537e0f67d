package io.dlrhub.intake;

import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why pushes could not be stored, a line a minute. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final OncePerMinute lines = new OncePerMinute();

  void log(Throwable cause) {
    lines.tell(
        others ->
            LOG.warn(
                "A push is answered 503, nothing of it is acknowledged: {}{}",
                cause == null
                    ? "what follows the intake did not finish"
                    : Printable.line(cause.toString()),
                others));
  }
}
