package io.dlrhub.ledger.sqlite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.Ledgers;
import io.dlrhub.ledger.sqlite.SqliteLedger;
import io.dlrhub.ledger.sqlite.file.HookedConnector;
import io.dlrhub.report.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a kill at any statement of the writer would leave: the files are copied there, and each copy
 * is opened and compared with what had been answered by then.
 */
class KillTest {

  @TempDir Path folder;

  private record Image(Path file, int answered, long advancedTo, String at) {}

  /** Copies the files before and after each statement; the writer waits meanwhile. */
  private final class Camera implements HookedConnector.Hook {
    private final Path ledger;
    private final List<Image> images = new ArrayList<>();
    private Workload workload;

    Camera(Path ledger) {
      this.ledger = ledger;
    }

    @Override
    public void before(String sql) {
      take("before " + sql);
    }

    @Override
    public void after(String sql) {
      if (sql.equals("COMMIT")) {
        take("after " + sql);
      }
    }

    private synchronized void take(String at) {
      try {
        Path copy = folder.resolve("image-" + images.size() + ".db");
        // Read first: what is answered while the copy is made need not be in it.
        int answered = workload.answeredCount();
        long advanced = workload.advancedTo();
        Files.copy(ledger, copy);
        Path wal = Path.of(ledger + "-wal");
        if (Files.exists(wal)) {
          Files.copy(wal, Path.of(copy + "-wal"));
        }
        images.add(new Image(copy, answered, advanced, at));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void keepsWhatWasAnsweredWhereverItIsKilled() throws Exception {
    Path file = folder.resolve("ledger.db");
    HookedConnector connector = new HookedConnector(new HookedConnector.Hook() {});
    Camera camera = new Camera(file);
    Workload workload;
    try (Ledger ledger =
        SqliteLedger.open(Ledgers.options(file), new SqliteLedger.Internals(connector, 50, 1000))) {
      workload = new Workload(ledger);
      camera.workload = workload;
      connector.set(camera);
      workload.run();
      connector.set(new HookedConnector.Hook() {});
    }
    assertThat(camera.images).hasSizeGreaterThan(120);
    for (Image image : camera.images) {
      check(image, workload.answered());
    }
  }

  private static void check(Image image, List<Record> all) throws Exception {
    SqliteLedger.Internals internals =
        new SqliteLedger.Internals(java.sql.DriverManager::getConnection, 50, 1000);
    try (Ledger ledger = SqliteLedger.open(Ledgers.options(image.file()), internals)) {
      List<Record> contents = Ledgers.contents(ledger);
      assertThat(contents).as(image.at()).hasSizeGreaterThanOrEqualTo(image.answered());
      assertThat(contents).as(image.at()).isEqualTo(all.subList(0, contents.size()));
      assertThat(ledger.sinks().get(ledger.sinks().size() - 1).position())
          .as(image.at())
          .isGreaterThanOrEqualTo(image.advancedTo());
      // And it goes on from there as if nothing had been.
      ledger.append(Append.of(all));
      assertThat(Ledgers.contents(ledger)).as(image.at()).hasSize(all.size());
    }
  }
}
