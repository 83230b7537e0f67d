package io.dlrhub.ledger.sqlite.reconciliation;

import io.dlrhub.ledger.DueQuery;
import io.dlrhub.ledger.reconciliation.HourlySums;
import io.dlrhub.ledger.sqlite.figures.Figure;
import io.dlrhub.ledger.sqlite.figures.FigureTable;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/** Books what is held from the figures that are kept. */
final class KeptFigures {

  private final HourlySums pages;
  private final Set<DueQuery> tracking;
  private long untracked;

  /**
   * @param tracking of whom messages are tracked
   */
  KeptFigures(HourlySums pages, Set<DueQuery> tracking) {
    this.pages = pages;
    this.tracking = tracking;
  }

  void book(Database reader) throws SQLException {
    FigureTable.each(
        reader,
        Figure.PHONES,
        pages.query().from().toEpochMilli(),
        pages.query().to().toEpochMilli(),
        this::book);
  }

  private void book(Figure figure, long count) {
    int place =
        figure.channel().equals(Channel.SMS.wireName())
            ? pages.place(figure.account(), Instant.ofEpochMilli(figure.start()))
            : HourlySums.NOWHERE;
    if (place == HourlySums.NOWHERE) {
      return;
    }
    HourlySums.Sums sums = pages.at(place);
    switch (DeliveryStatus.of(figure.status())) {
      case DELIVERED -> sums.delivered += count;
      case FAILED -> sums.failed += count;
      case UNKNOWN -> sums.unknown += count;
    }
    boolean tracks =
        tracking.contains(new DueQuery(figure.provider(), figure.account(), Channel.SMS));
    if (tracks && !figure.tracked()) {
      sums.untracked += count;
      untracked += count;
    }
  }

  /** All of these in the range. */
  long untracked() {
    return untracked;
  }
}
