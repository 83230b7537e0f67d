package io.dlrhub.ledger.sqlite.log;

import com.github.luben.zstd.util.Native;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.NativeLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Zstandard's native library. Loading it takes some 10 ms, which a start has no time for: the
 * housekeeper does it soon after, unless a row that has to be compressed comes before.
 */
public final class Zstandard {

  private static final Logger LOG = LoggerFactory.getLogger(Zstandard.class);
  private static final long RETRY_NANOS = 60_000_000_000L;

  private boolean loaded;
  private long triedAt;
  private volatile String problem;

  /**
   * Loads it unless it is there already.
   *
   * @throws LedgerException if that fails; the next call tries again
   */
  static void load() {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new LedgerException(
          "rows cannot be compressed or read: "
              + NativeLibraries.cannotBeLoaded("Zstandard", "ZstdTempFolder", e),
          e);
    }
  }

  /** Loads it when that was not tried yet or has failed a while ago. For one thread. */
  public void tick() {
    if (loaded || problem != null && System.nanoTime() - triedAt < RETRY_NANOS) {
      return;
    }
    triedAt = System.nanoTime();
    try {
      load();
      loaded = true;
      problem = null;
    } catch (LedgerException e) {
      if (problem == null) {
        LOG.error("The ledger cannot be used: {}", e.getMessage());
      }
      problem = e.getMessage();
    }
  }

  /** Why it cannot be used, for an operator; null while nothing is known against it. */
  public String problem() {
    return problem;
  }
}
