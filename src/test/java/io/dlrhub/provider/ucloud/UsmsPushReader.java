package io.dlrhub.provider.ucloud;

import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.Channel;
import io.dlrhub.report.Origin;
import io.dlrhub.report.PhoneNumbers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The steps check, split and normalise of a push in a row, without Camel. */
public final class UsmsPushReader {

  private final ReceiptNormaliser normaliser;
  private final UsmsPushSplit split;
  private final Clock clock;

  public UsmsPushReader(String account, PhoneNumbers phones, Clock clock) {
    this(account, phones, clock, BodyLimits.DEFAULT);
  }

  public UsmsPushReader(String account, PhoneNumbers phones, Clock clock, BodyLimits limits) {
    this.normaliser = new ReceiptNormaliser(account, Channel.SMS, Origin.PUSH, phones);
    this.split = new UsmsPushSplit(account, limits);
    this.clock = clock;
  }

  public Reading read(byte[] body) {
    return read(body, Reservation.ofNothing());
  }

  public Reading read(byte[] body, Reservation held) {
    UsmsPushCheck.check(body);
    Receipts receipts = split.split(body, held);
    return new Reading(
        normaliser.reports(receipts.receipts(), clock.instant().truncatedTo(ChronoUnit.MILLIS)),
        receipts.rejected());
  }
}
