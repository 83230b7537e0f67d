package io.dlrhub;

import java.util.List;

/** One word of the command line. */
interface Command {

  /** The word. */
  String name();

  /** What it does, as one line of the help. */
  String summary();

  /**
   * Does it.
   *
   * @return the exit code: 0, 1 for trouble on the way, 2 for a bad configuration or command line
   */
  int run(List<String> arguments) throws Exception;
}
