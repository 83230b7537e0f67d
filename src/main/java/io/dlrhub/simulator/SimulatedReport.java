package io.dlrhub.simulator;

import java.time.Instant;

/**
 * One report a provider has made.
 *
 * @param number counts the reports of one simulator from 1
 * @param message the message it is about
 * @param phone the phone it is about
 * @param verdict what became of it
 * @param at when the provider had it, whole seconds
 */
public record SimulatedReport(
    long number, SimulatedMessage message, String phone, SimulatedVerdict verdict, Instant at) {

  /** What both sides can compute: message, phone and status of the normalised record. */
  public String key() {
    return key(message.id(), phone, verdict.outcome().status());
  }

  /** The same key from the fields {@code messageId}, {@code phone} and {@code status}. */
  public static String key(String messageId, String phone, String status) {
    return messageId + '/' + phone + '/' + status;
  }
}
