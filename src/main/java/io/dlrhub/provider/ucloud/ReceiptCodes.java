package io.dlrhub.provider.ucloud;

import io.dlrhub.report.FailureReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The table {@code receipt-codes.tsv} of failure reasons by code, read when first needed. */
final class ReceiptCodes {

  private static final String RESOURCE = "receipt-codes.tsv";

  private ReceiptCodes() {}

  /** The reason the table has for a {@link ReceiptCode#normalise normalised} code, or null. */
  static FailureReason reason(String normal) {
    return Table.REASONS.get(normal);
  }

  /** Apart, so that a start does not read it. */
  private static final class Table {
    static final Map<String, FailureReason> REASONS = load();

    private static Map<String, FailureReason> load() {
      Map<String, FailureReason> reasons = new HashMap<>(4096);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  ReceiptCodes.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isEmpty() && line.charAt(0) != '#') {
            String[] columns = line.split("\t");
            reasons.put(columns[0], FailureReason.of(columns[1]));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + RESOURCE, e);
      }
      return reasons;
    }
  }
}
