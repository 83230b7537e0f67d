package io.dlrhub.testing;

import io.dlrhub.simulator.Language;
import io.dlrhub.simulator.SimulatedMessage;
import io.dlrhub.simulator.SimulatedVerdict;
import io.dlrhub.simulator.UCloudAccount;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Messages to one phone each that UCloud has a final report of, as lists for the hub. */
public final class SentMessages {

  private final UCloudAccount account;
  private final Clock clock;
  private int last;

  public SentMessages(UCloudAccount account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Sends so many more; the NDJSON for {@code POST /messages}. */
  public String list(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      SimulatedMessage message = next();
      account.report(message, message.phones().get(0), SimulatedVerdict.DELIVERED);
      lines.append(line(message)).append('\n');
    }
    return lines.toString();
  }

  private SimulatedMessage next() {
    last++;
    String id = String.format(Locale.ROOT, "5a3f%04d-7b42-4c1e-9d10-%012d", last % 10_000, last);
    String phone = String.format(Locale.ROOT, "185%08d", last);
    return new SimulatedMessage(
        id, false, List.of(phone), "order-" + last, Language.CHINESE, 1, clock.instant());
  }

  private static String line(SimulatedMessage message) {
    return String.format(
        Locale.ROOT,
        "{\"provider\":\"ucloud\",\"messageId\":\"%s\",\"phones\":[\"%s\"],\"sentAt\":\"%s\","
            + "\"reference\":\"%s\"}",
        message.id(),
        message.phones().get(0),
        message.sentAt(),
        message.userId());
  }
}
