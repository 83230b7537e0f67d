package io.dlrhub.ledger.sqlite.figures;

import io.dlrhub.ledger.History;
import io.dlrhub.ledger.HistoryQuery;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how many reports were stored when. */
public final class HistoryReader {

  private HistoryReader() {}

  /**
   * The history a query asks for.
   *
   * @param complete whether every report is among the figures
   */
  public static History read(Database reader, HistoryQuery query, boolean complete)
      throws SQLException {
    Map<Figure, Long> sums = new HashMap<>();
    FigureTable.each(
        reader,
        query.step() == ChronoUnit.HOURS ? Figure.HOUR : Figure.MINUTE,
        query.since().toEpochMilli(),
        query.until().toEpochMilli(),
        (figure, count) -> sums.merge(figure, count, Long::sum));
    List<History.Point> points = new ArrayList<>(sums.size());
    sums.forEach((figure, count) -> points.add(point(figure, count)));
    points.sort(
        Comparator.comparing(History.Point::start)
            .thenComparing(History.Point::provider)
            .thenComparing(History.Point::account)
            .thenComparing(History.Point::channel)
            .thenComparing(History.Point::status)
            .thenComparing(one -> one.reason() == null ? "" : one.reason()));
    return new History(complete, points);
  }

  private static History.Point point(Figure figure, long count) {
    return new History.Point(
        Instant.ofEpochMilli(figure.start()),
        figure.provider(),
        figure.account(),
        figure.channel(),
        figure.status(),
        figure.reason().isEmpty() ? null : figure.reason(),
        count);
  }
}
