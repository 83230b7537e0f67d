package io.dlrhub.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws failures in the shares of {@code failures.tsv}. */
final class Verdicts {

  private static final String TABLE = "failures.tsv";

  private final NavigableMap<Integer, SimulatedVerdict> byCumulatedWeight;

  private Verdicts(NavigableMap<Integer, SimulatedVerdict> byCumulatedWeight) {
    this.byCumulatedWeight = byCumulatedWeight;
  }

  /** The table of the jar. */
  static Verdicts load() {
    NavigableMap<Integer, SimulatedVerdict> verdicts = new TreeMap<>();
    int weight = 0;
    for (String line : lines()) {
      if (!line.startsWith("#")) {
        String[] columns = line.split("\t");
        weight += Integer.parseInt(columns[0]);
        verdicts.put(weight, failure(columns));
      }
    }
    return new Verdicts(verdicts);
  }

  /** A failure, likely ones more often. */
  SimulatedVerdict failure(RandomGenerator random) {
    int point = random.nextInt(byCumulatedWeight.lastKey());
    Map.Entry<Integer, SimulatedVerdict> entry = byCumulatedWeight.higherEntry(point);
    return entry.getValue();
  }

  private static SimulatedVerdict failure(String[] columns) {
    int bucket = columns[1].equals("-") ? -1 : Integer.parseInt(columns[1]);
    return new SimulatedVerdict(Outcome.FAILED, columns[2], columns[3], columns[4], bucket);
  }

  private static List<String> lines() {
    try (InputStream in = Verdicts.class.getResourceAsStream(TABLE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + TABLE, e);
    }
  }
}
