package io.dlrhub;

import io.dlrhub.config.Configuration;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** The hub of this package for tests of others. */
public final class HubAccess implements AutoCloseable {

  private final Hub hub;

  private HubAccess(Hub hub) {
    this.hub = hub;
  }

  /**
   * Starts what that folder configures.
   *
   * @param clock for the ledger; null for the system's
   */
  public static HubAccess start(Path folder, Clock clock) {
    Hub hub = new Hub(Configuration.read(folder).orRefuse());
    if (clock != null) {
      hub.bind("clockOfTheTest", clock);
    }
    try {
      hub.start();
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
    return new HubAccess(hub);
  }

  public CamelContext context() {
    return hub.context();
  }

  @Override
  public void close() {
    hub.close();
  }
}
