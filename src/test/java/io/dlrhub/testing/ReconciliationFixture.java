package io.dlrhub.testing;

import io.dlrhub.ledger.Append;
import io.dlrhub.report.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The night of two accounts in {@code src/test/resources/reconciliation}. */
public final class ReconciliationFixture {

  private ReconciliationFixture() {}

  /**
   * Puts it into a hub, whose clock should be between 2026-11-19T23:00Z and 2026-11-20T04:00Z:
   * later the schedule of its first messages is over.
   */
  public static void fill(HubUnderTest hub) {
    HttpResponse<String> tracked = Http.post(hub.url("/messages"), text("tracked.ndjson"));
    if (tracked.statusCode() != 202) {
      throw new AssertionError(tracked.body());
    }
    text("records.ndjson")
        .lines()
        .map(line -> RecordJson.read(line.getBytes(StandardCharsets.UTF_8)))
        .forEach(record -> hub.ledger().append(Append.of(List.of(record))));
  }

  /** A file of it. */
  public static String text(String name) {
    try (InputStream in =
        ReconciliationFixture.class.getResourceAsStream("/reconciliation/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
