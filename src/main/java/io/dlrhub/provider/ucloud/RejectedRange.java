package io.dlrhub.provider.ucloud;

import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.util.Locale;

/**
 * Elements of a body that nothing can be made of, too many to keep each: the part of the body from
 * the first of them to the last.
 */
final class RejectedRange {

  private final int first;
  private final String what;
  private final int from;
  private int last;
  private int to;
  private int count = 1;

  /**
   * @param index of the first one
   * @param what is wrong with it
   */
  RejectedRange(int index, String what, Slice element) {
    this.first = index;
    this.what = what;
    this.from = element.from();
    this.last = index;
    this.to = element.to();
  }

  void add(int index, Slice element) {
    last = index;
    to = element.to();
    count++;
  }

  Rejected rejected(String source, String account, String field, byte[] body) {
    String detail =
        String.format(
            Locale.ROOT,
            "%d more between %s[%d] and %s[%d]; the first %s",
            count,
            field,
            first,
            field,
            last,
            what);
    return RejectReason.TOO_MANY.rejected(
        source, account, detail, new Slice(body, from, to).bytes());
  }
}
