package io.dlrhub.simulator.demo;

import java.util.Map;

/**
 * How both sides stand.
 *
 * @param messages sent so far
 * @param phones they went to
 * @param answered phones with a final report in the file
 * @param made reports the provider has made
 * @param in the lines of the file
 * @param lost reports that came neither by push nor by pull
 * @param waiting phones without a final report in the file
 * @param underWay reports still at the provider, to be pushed or pulled
 * @param missing reports handed over for certain, and not in the file
 * @param superseded "unknown" that a final report of the same phone has overtaken
 * @param twice lines that were there before
 * @param foreign lines about nothing the provider has made
 * @param statistics Tencent's figures against the reports
 */
record State(
    long messages,
    long phones,
    long answered,
    long made,
    Lines in,
    Lost lost,
    Waiting waiting,
    long underWay,
    long missing,
    long superseded,
    long twice,
    long foreign,
    Statistics.State statistics) {

  /**
   * Nothing is missing, nothing is double, and figures of the same moment are the same.
   *
   * @param behind records the hub has stored and not yet written to the file
   */
  boolean agrees(long behind) {
    return missing(behind) == 0 && twice == 0 && foreign == 0 && !statistics.wrong(waiting.all());
  }

  /** Reports that are missing though so many records were still to be written. */
  long missing(long behind) {
    return Math.max(0, missing - behind);
  }

  /** Every phone has its answer, and Tencent's last word is in the file. */
  boolean settled() {
    return waiting.all() == 0 && underWay == 0 && missing == 0 && statistics.current();
  }

  /**
   * The reports in the file.
   *
   * @param reports all of them
   * @param noReport of them those by which the hub says that none came
   */
  record Lines(
      long reports,
      long noReport,
      Map<String, Long> byStatus,
      Map<String, Long> byReason,
      Map<String, Long> byOrigin) {}

  /**
   * Reports that only a query could bring, other than those of video messages.
   *
   * @param pushed in pushes that were given up
   * @param paged on pages that were cut on their way
   * @param back of them those that came by query
   */
  record Lost(long pushed, long paged, long back) {
    long all() {
      return pushed + paged;
    }
  }

  /**
   * Phones without a final report in the file, by where it is.
   *
   * @param provider not made yet
   * @param underWay at the provider, to be pushed or pulled
   * @param lost to be asked for, because the report was lost
   * @param video to be asked for, because reports about video come no other way
   * @param missing handed over for certain
   */
  record Waiting(long provider, long underWay, long lost, long video, long missing) {
    long all() {
      return provider + underWay + lost + video + missing;
    }
  }
}
