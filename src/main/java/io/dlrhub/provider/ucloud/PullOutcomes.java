package io.dlrhub.provider.ucloud;

import java.util.ArrayList;
import java.util.List;

/** The words a {@link PullObserver} hears, so that a metric can have each from the start. */
public final class PullOutcomes {

  static final String OK = "ok";
  static final String NOT_BEGUN = "not-begun";
  static final String NOT_CONNECTED = "not-connected";
  static final String REFUSED_HTTP = "refused-http";
  static final String DOUBT_NO_ANSWER = "in-doubt-no-answer";
  static final String DOUBT_HTTP = "in-doubt-http";
  static final String DOUBT_UNREADABLE = "in-doubt-unreadable";
  static final String FAILED = "failed";

  private PullOutcomes() {}

  /** Every outcome of a pull. */
  public static List<String> ofPull() {
    List<String> words =
        new ArrayList<>(
            List.of(
                OK,
                NOT_BEGUN,
                NOT_CONNECTED,
                REFUSED_HTTP,
                DOUBT_NO_ANSWER,
                DOUBT_HTTP,
                DOUBT_UNREADABLE));
    RetCode.known().stream()
        .filter(code -> code.kind() != RetCode.Kind.SUCCESS)
        .map(PullOutcomes::of)
        .forEach(words::add);
    words.add("refused-other");
    words.add("in-doubt-other");
    return words;
  }

  /** Every outcome of a query: it is never in doubt, for it deletes nothing. */
  public static List<String> ofQuery() {
    List<String> words = new ArrayList<>(List.of(OK, FAILED, "refused-other"));
    RetCode.known().stream()
        .filter(code -> code.kind() != RetCode.Kind.SUCCESS)
        .map(code -> "refused-" + code.label())
        .forEach(words::add);
    return words;
  }

  /** The word for a query that brought no answer. */
  static String of(UCloudRefusal refusal) {
    return refusal.retCode() < 0 ? FAILED : "refused-" + RetCode.of(refusal.retCode()).label();
  }

  /** The word for an answer with that code. */
  static String of(RetCode code) {
    return switch (code.kind()) {
      case SUCCESS -> OK;
      case RATE_LIMITED, REFUSED -> "refused-" + code.label();
      case IN_DOUBT -> "in-doubt-" + code.label();
    };
  }
}
