package io.dlrhub.ledger.sqlite.file;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeeperTest {

  private final AtomicInteger ticks = new AtomicInteger();

  @TempDir Path folder;
  private SqliteFile file;
  private Housekeeper housekeeper;
  private Thread thread;

  @AfterEach
  void end() throws InterruptedException {
    housekeeper.close();
    thread.interrupt();
    thread.join();
    file.close();
  }

  @Test
  void goesOnAfterAFailure() {
    String url = SqliteFile.SCHEME + folder.resolve("ledger.db");
    file = SqliteFile.take(url, DriverManager::getConnection);
    housekeeper = new Housekeeper(new WalKeeper(file), this::tick);
    thread = new Thread(housekeeper);
    thread.start();
    await().atMost(LIMIT).until(() -> ticks.get() >= 2);
  }

  private void tick() {
    if (ticks.incrementAndGet() == 1) {
      throw new IllegalStateException("the first one fails");
    }
  }
}
