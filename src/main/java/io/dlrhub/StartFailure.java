package io.dlrhub;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.UnusableLedger;
import java.util.ArrayList;
import java.util.List;

/** Turns what Camel throws at start into the one line an operator needs. */
final class StartFailure {

  private StartFailure() {}

  /** What went wrong, from the innermost cause that says it, on one line. */
  static String line(Throwable failure) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      if (cause instanceof LedgerException) {
        return oneLine("dlr.ledger.url: " + cause.getMessage());
      }
    }
    return oneLine(message(causes));
  }

  /** Whether the same configuration may start later: a port or ledger that is in use now. */
  static boolean mayPass(Throwable failure) {
    List<Throwable> causes = causes(failure);
    return causes.stream().noneMatch(UnusableLedger.class::isInstance)
        && causes.stream()
            .anyMatch(cause -> cause instanceof LedgerException || cause instanceof PortUnusable);
  }

  /** Outer messages name the place, the innermost the reason; what repeats is left out. */
  private static String message(List<Throwable> causes) {
    Throwable last = causes.get(causes.size() - 1);
    String reason = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    String place =
        causes.stream()
            .map(Throwable::getMessage)
            .filter(m -> m != null && !m.isBlank())
            .findFirst()
            .orElse("");
    return place.contains(reason) ? place : place.isEmpty() ? reason : place + ": " + reason;
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = failure; t != null && !causes.contains(t); t = t.getCause()) {
      causes.add(t);
    }
    return causes;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").trim();
  }
}
