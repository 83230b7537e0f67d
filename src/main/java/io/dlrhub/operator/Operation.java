package io.dlrhub.operator;

import java.io.PrintStream;

/** One word of the command line that talks to a running hub. */
public interface Operation {

  /** Its usage and options, ending with a line end. */
  String help();

  /**
   * Does it.
   *
   * @param words what was typed after the operation's own word
   * @return the exit code, 0 or 1
   * @throws BadUsage if the words are not accepted
   * @throws Failed if the hub did not do it
   */
  int run(CommandWords words, HubClient hub, PrintStream out);
}
