package io.dlrhub.intake;

import io.dlrhub.report.OncePerMinute;
import io.dlrhub.report.Printable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is not taken: to the log, a line a minute for each reason, and to the observer. */
final class Refusals {

  /** Bytes of a body that were not counted. */
  static final long UNKNOWN_SIZE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final CamelContext context;
  private final String provider;
  private final String path;
  private final long maxBodySize;
  private final Map<Refusal, OncePerMinute> lines = new EnumMap<>(Refusal.class);

  /**
   * @param provider by which it is counted
   * @param path it is posted to
   * @param maxBodySize bytes a body may have
   */
  Refusals(CamelContext context, String provider, String path, long maxBodySize) {
    this.context = context;
    this.provider = provider;
    this.path = path;
    this.maxBodySize = maxBodySize;
    for (Refusal refusal : Refusal.values()) {
      lines.put(refusal, new OncePerMinute());
    }
  }

  /**
   * Tells one.
   *
   * @param sender the address it came from; nullable
   * @param bytes of its body; negative where they are not known
   * @param detail what the sender was told; null for the refusal's own message
   */
  void refused(Refusal refusal, String sender, long bytes, String detail) {
    count(context, provider, refusal, sender, bytes);
    lines
        .get(refusal)
        .tell(others -> LOG.warn("{}{}", line(refusal, sender, bytes, detail), others));
  }

  private String line(Refusal refusal, String sender, long bytes, String detail) {
    StringBuilder line =
        new StringBuilder("POST ")
            .append(path)
            .append(" from ")
            .append(Printable.line(sender))
            .append(" is answered ")
            .append(refusal.status())
            .append(", ")
            .append(detail == null ? refusal.message() : Printable.line(detail));
    if (bytes >= 0) {
      line.append("; its body has ").append(bytes).append(" bytes");
    }
    return line.append(advice(refusal, detail)).toString();
  }

  private String advice(Refusal refusal, String detail) {
    return switch (refusal) {
      case TOO_LARGE ->
          (detail == null
                  ? ", taken are up to " + maxBodySize + " bytes (camel.server.max-body-size)"
                  : "")
              + "; a provider does not send it again";
      case TOKEN -> "; parameter token of this path, such as " + key("token") + ", says which";
      case NETWORK -> "; parameter allow of this path, such as " + key("allow") + ", says which";
      default -> "";
    };
  }

  private String key(String name) {
    return provider.equals("messages")
        ? "dlr.messages." + name
        : "dlr." + provider + ".push." + name;
  }

  /** Tells the observer there is, if there is one. */
  static void count(
      CamelContext context, String provider, Refusal refusal, String sender, long bytes) {
    IntakeObserver observer = context.getRegistry().findSingleByType(IntakeObserver.class);
    if (observer != null) {
      observer.refused(provider, refusal, sender, bytes);
    }
  }
}
