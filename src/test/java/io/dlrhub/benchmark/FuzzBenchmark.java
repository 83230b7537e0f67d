package io.dlrhub.benchmark;

import io.dlrhub.memory.BodyLimits;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.OverLimit;
import io.dlrhub.memory.Reservation;
import io.dlrhub.provider.ucloud.MalformedPush;
import io.dlrhub.provider.ucloud.Reading;
import io.dlrhub.provider.ucloud.UsmsPushReader;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.testing.UCloudPushes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Bodies of pushes changed at random from a seed: each is read, refused with its reason, or too
 * large, never anything else, and gives its memory back.
 *
 * <p>{@code mvn -q -DskipTests -Pbenchmark -Dbenchmark.main=io.dlrhub.benchmark.FuzzBenchmark
 * -Dbenchmark.args='--bodies 10000000 --seed 1' verify}
 */
public final class FuzzBenchmark {

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "true",
    "1e999",
    "-",
    "0",
    "\u0000",
    "\ufeff",
    "/*",
    "*/",
    "//",
    "\\ud800",
    "\"Data\":",
    "\"MsgType\":2",
    "\"Phone\":[]",
    "99999999999999999999",
    "\"SessionNo\":\"\"",
    "[[[[[[[[",
    "{\"a\":",
    "'",
    "\n",
    "\u202e",
    "185****5678"
  };

  private final Random random;
  private final BodyLimits limits = new BodyLimits(50, 20, 40, 60, 5);
  private final UsmsPushReader reader =
      new UsmsPushReader("default", new PhoneNumbers("CN"), Clock.systemUTC(), limits);
  private final MemoryBudget budget = MemoryBudget.ofHeap(256L << 20);
  private long read;
  private long malformed;
  private long overLimit;
  private long reports;
  private long rejects;

  private FuzzBenchmark(long seed) {
    random = new Random(seed);
  }

  public static void main(String[] args) {
    List<String> arguments = Arrays.asList(args);
    long seed = option(arguments, "--seed", 1);
    long bodies = option(arguments, "--bodies", 10_000_000);
    FuzzBenchmark fuzz = new FuzzBenchmark(seed);
    long start = System.nanoTime();
    for (long i = 0; i < bodies; i++) {
      fuzz.one();
    }
    System.out.printf(
        Locale.ROOT,
        "%,d bodies from seed %d in %d s: %,d read (%,d reports, %,d rejects), %,d malformed,"
            + " %,d over a limit, nothing else; %d bytes still reserved%n",
        bodies,
        seed,
        (System.nanoTime() - start) / 1_000_000_000,
        fuzz.read,
        fuzz.reports,
        fuzz.rejects,
        fuzz.malformed,
        fuzz.overLimit,
        fuzz.budget.held());
  }

  private void one() {
    byte[] body = body();
    try (Reservation held = budget.open("fuzz")) {
      held.body(body.length);
      Reading reading = reader.read(body, held);
      read++;
      reports += reading.reports().size();
      rejects += reading.rejected().size();
      if (reading.rejected().size() > limits.rejects() + 1) {
        throw new AssertionError("too many rejects of " + new String(body, StandardCharsets.UTF_8));
      }
    } catch (MalformedPush e) {
      malformed++;
    } catch (OverLimit e) {
      overLimit++;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("of " + Arrays.toString(body), e);
    }
  }

  private byte[] body() {
    StringBuilder text = new StringBuilder(UCloudPushes.delivered("s", 1 + random.nextInt(3)));
    int changes = random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(30)));
        case 2 -> {
          String piece = PIECES[random.nextInt(PIECES.length)];
          text.insert(at, piece.repeat(1 + random.nextInt(100)));
        }
        default -> {
          int end = Math.min(text.length(), at + random.nextInt(200));
          text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        }
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static long option(List<String> arguments, String name, long otherwise) {
    int at = arguments.indexOf(name);
    return at < 0 ? otherwise : Long.parseLong(arguments.get(at + 1));
  }
}
