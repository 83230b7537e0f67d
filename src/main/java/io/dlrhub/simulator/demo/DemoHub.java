package io.dlrhub.simulator.demo;

import java.nio.file.Path;

/** Starts the hub in this process; the command line brings it, as this room may not know it. */
@FunctionalInterface
public interface DemoHub {

  /**
   * Starts the hub with the {@code application.properties} of that folder and nothing else.
   *
   * @return closes it: no new work, what is in flight is finished
   */
  AutoCloseable start(Path folder) throws Exception;
}
