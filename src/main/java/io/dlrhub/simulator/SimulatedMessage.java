package io.dlrhub.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A message that was sent to one or more phones, and what is known of each. */
public final class SimulatedMessage {

  private final String id;
  private final boolean video;
  private final List<String> phones;
  private final String userId;
  private final Language language;
  private final int segments;
  private final Instant sentAt;
  private final Map<String, SimulatedReport> latest = new ConcurrentHashMap<>();

  /**
   * @param id {@code SessionNo}, or {@code TaskId} of a video message
   * @param userId the sender's own reference; null for none
   * @param segments text messages each copy is split into
   */
  public SimulatedMessage(
      String id,
      boolean video,
      List<String> phones,
      String userId,
      Language language,
      int segments,
      Instant sentAt) {
    this.id = id;
    this.video = video;
    this.phones = List.copyOf(phones);
    this.userId = userId;
    this.language = language;
    this.segments = segments;
    this.sentAt = sentAt;
  }

  /** {@code SessionNo}, or {@code TaskId} of a video message. */
  public String id() {
    return id;
  }

  /** A video message: its receipts are only to be had by asking. */
  public boolean video() {
    return video;
  }

  public List<String> phones() {
    return phones;
  }

  /** The sender's own reference; null for none. */
  public String userId() {
    return userId;
  }

  public Language language() {
    return language;
  }

  public int segments() {
    return segments;
  }

  public Instant sentAt() {
    return sentAt;
  }

  /** The newest report about a phone; null as long as there is none. */
  public SimulatedReport latest(String phone) {
    return latest.get(phone);
  }

  /** {@code SessionId} of the part that went to this phone. */
  public String partId(String phone) {
    return id + "-" + phones.indexOf(phone);
  }

  void reported(SimulatedReport report) {
    latest.put(report.phone(), report);
  }
}
