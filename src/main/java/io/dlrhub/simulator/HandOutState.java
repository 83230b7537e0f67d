package io.dlrhub.simulator;

/**
 * How one report has been handed out so far.
 *
 * @param report the report
 * @param acknowledged a push with it was acknowledged
 * @param pushGivenUp a push with it was dropped for good
 * @param page number of the pulled page it was on, 0 for none
 * @param pageWhole that page left to the last byte; whether it arrived is for the receiver to say
 * @param queried how many answers to queries had it
 * @param expired it waited longer than 72 hours to be pulled
 * @param waiting it may still come by push or pull
 */
public record HandOutState(
    SimulatedReport report,
    boolean acknowledged,
    boolean pushGivenUp,
    int page,
    boolean pageWhole,
    int queried,
    boolean expired,
    boolean waiting) {

  /** The receiver must have it: it acknowledged it, or was given the whole page. */
  public boolean confirmed() {
    return acknowledged || pageWhole;
  }

  /** It will come neither by push nor by pull; only a query can bring it. */
  public boolean lost() {
    return !confirmed() && !waiting;
  }
}
