package io.dlrhub.ledger.sqlite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.ledger.Reports;
import io.dlrhub.ledger.append.RecordLine;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records out of the rows of a real ledger, wherever a batch begins and ends. */
class BatchTest {

  private static final int ROUNDS = 300;

  @TempDir Path folder;
  private final Random random = new Random(11);
  private final List<Record> records = new ArrayList<>();
  private Ledger ledger;
  private Database database;
  private LogReader reader;

  @BeforeEach
  void open() throws SQLException {
    ledger = Ledger.open(Ledgers.options(folder.resolve("ledger.db")));
    database =
        new Database(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db")));
    reader = new LogReader(database, Kinds.ALL);
  }

  @AfterEach
  void close() {
    database.close();
    ledger.close();
  }

  /** Rows of one record, of some and of hundreds, and of both kinds. */
  private void appendRows() throws SQLException {
    for (int size : new int[] {1, 1, 2, 700, 1, 30, 1, 1234, 3}) {
      append(IntStream.range(0, size).mapToObj(i -> report(records.size() + i, 3)).toList());
      append(List.of(Reports.statistics(records.size() % 24, 80 - size % 7)));
    }
    append(List.of(report(records.size(), 60_000), report(records.size() + 1, 1)));
    List<String> forms =
        database.list(row -> row.getString(1), "SELECT hex(substr(body, 1, 1)) FROM log");
    assertThat(forms).as("plain rows and compressed ones").contains("7B", "02");
  }

  private void append(List<? extends Record> more) {
    records.addAll(ledger.append(Append.of(more)).stored());
  }

  /** With characters of one byte to four. */
  private static Record report(int number, int longest) {
    String reference = "aé参😀".repeat(number % 2 == 0 ? longest : 0) + number;
    return Reports.of(
        "session-" + number, Reports.phone(number), DeliveryStatus.DELIVERED, reference);
  }

  private static List<byte[]> lines(List<Record> records) {
    return records.stream().map(RecordLine::of).toList();
  }

  /** From anywhere in the log on, within a row or over many. */
  private Batch anyBatch() throws SQLException {
    int position = random.nextInt(records.size());
    int atMost = 1 + random.nextInt(random.nextBoolean() ? 10 : 1500);
    LogReader.Found found = reader.read(position, atMost);
    Batch batch = found.batch();
    assertThat(batch.size()).isEqualTo(Math.min(atMost, records.size() - position));
    assertThat(batch.position(0)).isEqualTo(position + 1);
    assertThat(batch.positionAfter())
        .isEqualTo(found.scannedTo())
        .isEqualTo(position + batch.size());
    return batch;
  }

  private List<Record> appended(Batch batch) {
    return records.subList((int) batch.position(0) - 1, (int) batch.positionAfter());
  }

  private Batch anySlice(Batch batch) {
    int from = random.nextInt(batch.size());
    return batch.slice(from, from + 1 + random.nextInt(batch.size() - from));
  }

  @Test
  void holdsTheLinesThatWereAppended() throws SQLException {
    appendRows();
    for (int round = 0; round < ROUNDS; round++) {
      Batch batch = anySlice(anyBatch());
      List<Record> appended = appended(batch);

      assertThat(batch.lines().toArray(byte[][]::new))
          .isDeepEqualTo(lines(appended).toArray(byte[][]::new));
      int one = random.nextInt(batch.size());
      assertThat(batch.get(one)).isEqualTo(appended.get(one));
      assertThat(batch.head(one)).isEqualTo(RecordHead.of(appended.get(one)));
      assertThat(RecordLines.of(batch.lines()).text(one))
          .isEqualTo(new String(RecordLine.of(appended.get(one)), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aBatchEndsWithTheRecordThatPassesFourMebibytes() throws SQLException {
    append(IntStream.range(0, 7).mapToObj(i -> report(2 * i, 60_000)).toList());

    Batch batch = reader.read(1, 100).batch();

    int last = batch.size() - 1;
    assertThat(RecordLines.of(batch.lines()).bytes()).isGreaterThan(4 << 20);
    assertThat(RecordLines.of(batch.slice(0, last).lines()).bytes()).isLessThan(4 << 20);
    assertThat(reader.read(batch.positionAfter(), 100).batch().positions())
        .isEqualTo(LongStream.rangeClosed(batch.positionAfter() + 1, 7).boxed().toList());
  }

  @Test
  void joinsAsOneWouldLineByLine() throws SQLException {
    appendRows();
    for (int round = 0; round < ROUNDS; round++) {
      Batch batch = anySlice(anyBatch());
      List<byte[]> lines = lines(appended(batch));

      assertJoins(RecordLines.of(batch.lines()), lines);
      assertJoins(RecordLines.of(lines), lines);
      List<Integer> some = some(batch.size());
      assertJoins(RecordLines.of(batch.lines()).pick(some), some.stream().map(lines::get).toList());
    }
  }

  /** In any order, some side by side, some more than once. */
  private List<Integer> some(int size) {
    List<Integer> indexes = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    indexes.removeIf(index -> random.nextInt(5) == 0);
    if (random.nextBoolean()) {
      indexes.addAll(indexes.subList(0, indexes.size() / 2));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(indexes, random);
    }
    return indexes;
  }

  private void assertJoins(RecordLines joined, List<byte[]> lines) {
    char separator = "\n,; ".charAt(random.nextInt(4));
    byte[] expected = joined("", separator, "", lines);
    ByteBuffer buffer =
        random.nextBoolean()
            ? ByteBuffer.allocate(3 + expected.length)
            : ByteBuffer.allocateDirect(3 + expected.length);

    joined.join(separator, buffer.position(3));

    assertThat(buffer.hasRemaining()).isFalse();
    byte[] actual = new byte[expected.length];
    buffer.position(3).get(actual);
    assertThat(Arrays.equals(actual, expected)).as("joined by '%s'", separator).isTrue();
    assertThat(Arrays.equals(joined.jsonArray(), joined("[", ',', "]", lines))).isTrue();
    assertThat(joined.bytes()).isEqualTo(expected.length - Math.max(0, lines.size() - 1));
  }

  private static byte[] joined(String before, char separator, String after, List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        all.write(separator);
      }
      all.writeBytes(lines.get(i));
    }
    all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }

  @Test
  void whatIsHandedOutIsACopy() throws SQLException {
    for (int i = 0; i < 3; i++) {
      append(Reports.numbers(i, i + 1));
    }
    Batch batch = reader.read(0, 3).batch();

    Arrays.fill(batch.lines().get(1), (byte) 'x');
    RecordLines.of(batch.lines()).jsonArray()[1] = 'x';

    assertThat(batch).containsExactlyElementsOf(Reports.numbers(0, 3));
  }

  @Test
  void nothingJoinedIsNothing() {
    RecordLines none = RecordLines.of(List.of());

    assertThat(none.jsonArray()).asString().isEqualTo("[]");
    assertThat(none.bytes()).isZero();
    none.join('\n', ByteBuffer.allocate(0));
  }

  @Test
  void aPartThatIsNotThereIsRefused() throws SQLException {
    append(Reports.numbers(0, 3));
    Batch batch = reader.read(0, 3).batch();

    assertThatThrownBy(() -> batch.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batch.lines().get(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
