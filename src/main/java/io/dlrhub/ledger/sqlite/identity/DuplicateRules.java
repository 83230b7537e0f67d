package io.dlrhub.ledger.sqlite.identity;

import io.dlrhub.ledger.append.PreparedReport;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Identity;
import io.dlrhub.report.RecordId;
import java.sql.SQLException;

/** Which reports are new (contract, section 4, "Identity"). */
public final class DuplicateRules {

  /** What is to be done with a report. */
  public enum Verdict {
    NEW,
    /** New, but another message to the same phone holds its id: told apart by the reference. */
    SECOND,
    DUPLICATE,
    /** {@code unknown} after a final status. */
    OVERTAKEN
  }

  private static final DeliveryStatus[] FINAL = {DeliveryStatus.DELIVERED, DeliveryStatus.FAILED};

  private final IdentityIndex identities;

  public DuplicateRules(IdentityIndex identities) {
    this.identities = identities;
  }

  public Verdict judge(Database database, PreparedReport prepared) throws SQLException {
    DeliveryReport report = prepared.report();
    Verdict verdict = Verdict.NEW;
    Holder holder = identities.find(database, prepared.id());
    if (holder != null) {
      if (holder.isSameReport(prepared.referenceKey())) {
        adoptReference(database, holder, prepared.referenceKey());
        return Verdict.DUPLICATE;
      }
      if (identities.find(database, secondId(report, report.status())) != null) {
        return Verdict.DUPLICATE;
      }
      verdict = Verdict.SECOND;
    }
    return report.status().isFinal() || !isOvertaken(database, prepared)
        ? verdict
        : Verdict.OVERTAKEN;
  }

  /** The identity of a report whose first one is held for another reference. */
  public static RecordId secondId(DeliveryReport report, DeliveryStatus status) {
    return Identity.ofReport(report, status, report.reference());
  }

  private void adoptReference(Database database, Holder holder, long referenceKey)
      throws SQLException {
    if (holder.reference() == 0 && referenceKey != 0) {
      identities.adopt(database, holder, referenceKey);
    }
  }

  private boolean isOvertaken(Database database, PreparedReport prepared) throws SQLException {
    DeliveryReport report = prepared.report();
    for (DeliveryStatus status : FINAL) {
      Holder holder = identities.find(database, Identity.ofReport(report, status));
      if (holder != null
          && (holder.isSameReport(prepared.referenceKey())
              || identities.find(database, secondId(report, status)) != null)) {
        return true;
      }
    }
    return false;
  }
}
