package io.dlrhub.memory;

/**
 * How much of everything a body may hold. Generous for real senders: their elements have a dozen
 * keys and few hundred bytes.
 *
 * @param elements of an array of reports or messages, and values inside one of them
 * @param keys of one object
 * @param digits of one number, its sign, point and exponent counted
 * @param text characters of one text or key
 * @param rejects of a body that are kept in quarantine one by one; those beyond are kept as one
 *     range of it
 */
public record BodyLimits(int elements, int keys, int digits, int text, int rejects) {

  /** As they are where nothing is set. */
  public static final BodyLimits DEFAULT = new BodyLimits(50_000, 1_000, 1_000, 65_536, 100);

  /**
   * For what cannot be refused, because it is deleted where it came from: only rejects are limited.
   */
  public static final BodyLimits UNREFUSED =
      new BodyLimits(
          Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 100);

  /** Those, or the default where there are none. */
  public static BodyLimits orDefault(BodyLimits limits) {
    return limits == null ? DEFAULT : limits;
  }

  /** Checks how many elements there are. */
  public void elements(long count, String what) {
    check(count, elements, what, "elements", "dlr.intake.max-elements");
  }

  /** Checks how many keys an object has. */
  public void keys(long count) {
    check(count, keys, "an object", "keys", "dlr.intake.max-keys");
  }

  /** Checks how long a number is. */
  public void digits(long count) {
    check(count, digits, "a number", "digits", "dlr.intake.max-digits");
  }

  /** What is thrown where a text or key is too long. */
  public OverLimit textTooLong() {
    return over("a text", text, "characters", "dlr.intake.max-text");
  }

  private static void check(long count, int most, String what, String unit, String key) {
    if (count > most) {
      throw over(what, most, unit, key);
    }
  }

  private static OverLimit over(String what, int most, String unit, String key) {
    return new OverLimit(what + " has more than " + most + " " + unit + " (" + key + ")");
  }
}
