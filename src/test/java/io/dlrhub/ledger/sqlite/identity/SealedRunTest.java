package io.dlrhub.ledger.sqlite.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.identity.StoredIdentity;
import io.dlrhub.ledger.sqlite.file.Database;
import io.dlrhub.ledger.sqlite.file.Layout;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedRunTest {

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database = new Database(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("x.db")));
    Layout.bringUpToDate(database, "x.db");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private SealedRun seal(Generation generation) throws SQLException {
    SortedRun sorted = new SortedRun(generation);
    for (int page = 0; page < sorted.pages(); page++) {
      database.update(
          "INSERT INTO run_page (number, entries) VALUES (?, ?)",
          sorted.pageNumber(page),
          sorted.page(page));
    }
    return SealedRun.load(
        database,
        generation.number(),
        generation.firstSeq(),
        sorted.idKeys(),
        sorted.messageKeys());
  }

  @Test
  void findsEveryIdAndNoOther() throws SQLException {
    Random random = new Random(1);
    Generation generation = new Generation(7, 1000, 0);
    long[][] ids = new long[20_000][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new long[] {random.nextLong(), random.nextLong()};
      generation.add(ids[i][0], ids[i][1], i, i % 100, 1000 + i);
    }
    SealedRun run = seal(generation);
    for (int i = 0; i < ids.length; i++) {
      assertThat(run.find(database, ids[i][0], ids[i][1]))
          .isEqualTo(new StoredIdentity(1000 + i, i));
    }
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      found += run.find(database, random.nextLong(), random.nextLong()) == null ? 0 : 1;
    }
    assertThat(found).isZero();
  }

  @Test
  void tellsIdsApartThatShareTheirFirstHalf() throws SQLException {
    Generation generation = new Generation(1, 1, 0);
    // More than two pages of one first half, so that it begins and ends within pages.
    int many = 2 * RunPages.IDS_PER_PAGE + 100;
    generation.add(41, 0, 0, 0, 1);
    for (int i = 0; i < many; i++) {
      generation.add(42, i * 2L, 0, 0, 2 + i);
    }
    generation.add(43, 0, 0, 0, 2 + many);
    SealedRun run = seal(generation);
    for (int i = 0; i < many; i++) {
      assertThat(run.find(database, 42, i * 2L)).isEqualTo(new StoredIdentity(2 + i, 0));
      assertThat(run.find(database, 42, i * 2L + 1)).isNull();
    }
    assertThat(run.find(database, 41, 0)).isNotNull();
    assertThat(run.find(database, 43, 0)).isNotNull();
  }

  @Test
  void comparesTheWholeIdWhenTheFilterIsWrong() throws SQLException {
    Generation generation = new Generation(1, 1, 0);
    generation.add(42, 7L << 32, 0, 0, 1);
    SealedRun run = seal(generation);
    // The filter looks at the upper half of the second word only: these it cannot tell apart.
    assertThat(run.find(database, 42, (7L << 32) + 1)).isNull();
    assertThat(run.find(database, 42, 7L << 32)).isNotNull();
  }

  @Test
  void findsEveryRecordOfAMessage() throws SQLException {
    Generation generation = new Generation(1, 10, 0);
    int many = 3 * RunPages.KEYS_PER_PAGE;
    for (int i = 0; i < many; i++) {
      generation.add(i, i, 0, i % 10 == 0 ? -5 : i, 10 + i);
    }
    SealedRun run = seal(generation);
    List<Long> expected =
        LongStream.range(0, many).filter(i -> i % 10 == 0).map(i -> 10 + i).boxed().toList();
    assertThat(run.seqsOfMessage(database, -5)).isEqualTo(expected);
    assertThat(run.seqsOfMessage(database, 11)).containsExactly(21L);
    assertThat(run.seqsOfMessage(database, 10)).isEmpty();
  }

  @Test
  void sealsAnEmptyGeneration() throws SQLException {
    assertThat(seal(new Generation(1, 1, 0)).find(database, 1, 1)).isNull();
  }

  @Test
  void letsFewUnknownIdsThroughTheFilter() {
    Random random = new Random(2);
    BlockedBloomFilter filter = BlockedBloomFilter.forKeys(100_000);
    for (int i = 0; i < 100_000; i++) {
      filter.add(random.nextLong(), random.nextLong());
    }
    int through = 0;
    for (int i = 0; i < 100_000; i++) {
      through += filter.mayContain(random.nextLong(), random.nextLong()) ? 1 : 0;
    }
    assertThat(through).isLessThan(300);
  }
}
