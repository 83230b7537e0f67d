package io.dlrhub.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What Tencent's statistics say, by the Beijing hour in which a message was sent: they go on
 * changing while its reports arrive. Hours are kept for 32 days.
 */
public final class HourlyFigures implements MessageWatcher {

  /** {@code yyyymmddhh}, as begin and end of a window are written. */
  static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuuMMddHH").withResolverStyle(ResolverStyle.STRICT);

  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final int HOURS_KEPT = 32 * 24;

  /**
   * One hour, or a sum of some.
   *
   * @param success messages submitted, a phone each
   * @param status final reports
   * @param delivered final reports that say delivered
   * @param failed final reports that say failed
   * @param buckets {@code status_fail_0} to {@code _4}; a failure of another kind is in none
   */
  public record Figures(long success, long status, long delivered, long failed, long[] buckets) {}

  private static final class Hour {
    private long success;
    private long delivered;
    private long failed;
    private final long[] buckets = new long[5];
  }

  private final NavigableMap<Long, Hour> hours = new TreeMap<>();

  @Override
  public synchronized void sent(SimulatedMessage message) {
    hour(message).success += message.phones().size();
  }

  @Override
  public synchronized void reported(SimulatedReport report) {
    Hour hour = hour(report.message());
    switch (report.verdict().outcome()) {
      case DELIVERED -> hour.delivered++;
      case FAILED -> {
        hour.failed++;
        if (report.verdict().bucket() >= 0) {
          hour.buckets[report.verdict().bucket()]++;
        }
      }
      case UNKNOWN -> {
        // The operator has not reported: nothing to count yet.
      }
    }
  }

  /**
   * The sum over some hours.
   *
   * @param first {@code yyyymmddhh} of the first
   * @param last {@code yyyymmddhh} of the last, included
   */
  public synchronized Figures sum(long first, long last) {
    Hour sum = new Hour();
    for (Map.Entry<Long, Hour> entry : hours.subMap(first, true, last, true).entrySet()) {
      Hour hour = entry.getValue();
      sum.success += hour.success;
      sum.delivered += hour.delivered;
      sum.failed += hour.failed;
      for (int i = 0; i < sum.buckets.length; i++) {
        sum.buckets[i] += hour.buckets[i];
      }
    }
    return new Figures(
        sum.success, sum.delivered + sum.failed, sum.delivered, sum.failed, sum.buckets);
  }

  /** The {@code yyyymmddhh} of the Beijing hour an instant is in. */
  public static long hourOf(Instant instant) {
    return Long.parseLong(HOUR.format(LocalDateTime.ofInstant(instant, BEIJING)));
  }

  private Hour hour(SimulatedMessage message) {
    Hour hour = hours.computeIfAbsent(hourOf(message.sentAt()), key -> new Hour());
    while (hours.size() > HOURS_KEPT) {
      hours.pollFirstEntry();
    }
    return hour;
  }
}
