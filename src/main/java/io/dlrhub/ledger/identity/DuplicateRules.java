package io.dlrhub.ledger.identity;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordId;

/** Which reports are new (docs/record.md). */
public final class DuplicateRules {

  /** What is to be done with a report. */
  public enum Verdict {
    NEW,
    /** New, but another message to the same phone holds its id: told apart by the reference. */
    SECOND,
    DUPLICATE,
    /** A duplicate that brings the reference which the stored one lacks. */
    DUPLICATE_WITH_REFERENCE,
    /** {@code unknown} after a final status. */
    OVERTAKEN
  }

  /**
   * The identities an engine holds.
   *
   * @param <E> what fails when they cannot be read
   */
  public interface StoredIdentities<E extends Exception> {
    /** Who holds that id; null when nobody does. */
    StoredIdentity find(RecordId id) throws E;
  }

  private static final DeliveryStatus[] FINAL = {DeliveryStatus.DELIVERED, DeliveryStatus.FAILED};

  private DuplicateRules() {}

  /**
   * Whether a report is new.
   *
   * @param referenceKey of the provider's reference; 0 for none
   */
  public static <E extends Exception> Verdict judge(
      DeliveryReport report, long referenceKey, StoredIdentities<E> stored) throws E {
    Verdict verdict = Verdict.NEW;
    StoredIdentity holder = stored.find(report.id());
    if (holder != null) {
      if (holder.isSameReport(referenceKey)) {
        return holder.reference() == 0 && referenceKey != 0
            ? Verdict.DUPLICATE_WITH_REFERENCE
            : Verdict.DUPLICATE;
      }
      if (stored.find(secondId(report, report.status())) != null) {
        return Verdict.DUPLICATE;
      }
      verdict = Verdict.SECOND;
    }
    return report.status().isFinal() || !isOvertaken(report, referenceKey, stored)
        ? verdict
        : Verdict.OVERTAKEN;
  }

  /** The identity of a report whose first one is held for another reference. */
  public static RecordId secondId(DeliveryReport report, DeliveryStatus status) {
    return Identity.ofReport(report, status, report.reference());
  }

  private static <E extends Exception> boolean isOvertaken(
      DeliveryReport report, long referenceKey, StoredIdentities<E> stored) throws E {
    for (DeliveryStatus status : FINAL) {
      StoredIdentity holder = stored.find(Identity.ofReport(report, status));
      if (holder != null
          && (holder.isSameReport(referenceKey) || stored.find(secondId(report, status)) != null)) {
        return true;
      }
    }
    return false;
  }
}
