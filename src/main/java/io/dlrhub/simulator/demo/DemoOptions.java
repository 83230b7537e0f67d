package io.dlrhub.simulator.demo;

import io.dlrhub.report.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The command line of the demo.
 *
 * @param rate messages a second
 * @param length how long it runs; null until it is stopped
 * @param port of the intake; null for the usual one or, if that is taken, a free one
 * @param managementPort of health, metrics and JSON API; null likewise
 * @param faults whether things go wrong now and then
 * @param help whether only the help was asked for
 */
record DemoOptions(
    double rate,
    Duration length,
    Integer port,
    Integer managementPort,
    boolean faults,
    boolean help) {

  static final String HELP =
      """
      usage: java -jar dlr-hub.jar demo [options]

      Runs the hub against a simulated UCloud and Tencent on 127.0.0.1: real HTTP and
      signatures, no credentials, nothing leaves this machine. Messages are sent and tracked;
      some pushes and one pulled page are lost on purpose, and come back by query. Ctrl-C
      ends it with a count of what was sent and what arrived.

        --rate N             messages a second, 0.1 to 2000, about three reports each
                             (default 10)
        --for TIME           sends for a time such as 30s, 5m or 12h, then waits at most 20s
                             for the last answers and ends
        --faults             lets more go wrong: broken connections, wrong codes, pushes
                             that come twice or never
        --port N             port of the hub's intake, 0 for a free one (default 8080, or a
                             free one if that is taken)
        --management-port N  port of health, metrics and JSON API (default 9876, likewise)
        --help               this text
      """;

  private static final double MAX_RATE = 2000;

  static DemoOptions parse(String... arguments) throws BadOption {
    double rate = 10;
    Duration length = null;
    Integer port = null;
    Integer managementPort = null;
    boolean faults = false;
    boolean help = false;
    Iterator<String> words = Arrays.asList(arguments).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--rate" -> rate = rate(value(word, words));
        case "--for" -> length = time(value(word, words));
        case "--port" -> port = port(word, value(word, words));
        case "--management-port" -> managementPort = port(word, value(word, words));
        case "--faults" -> faults = true;
        case "--help", "-h" -> help = true;
        default ->
            throw new BadOption(
                "unknown option '"
                    + word
                    + "', accepted are --rate, --for, --faults, --port, --management-port, --help");
      }
    }
    return new DemoOptions(rate, length, port, managementPort, faults, help);
  }

  private static String value(String option, Iterator<String> words) throws BadOption {
    if (!words.hasNext()) {
      throw new BadOption(option + " needs a value");
    }
    return words.next();
  }

  private static double rate(String text) throws BadOption {
    if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
      double rate = Double.parseDouble(text);
      if (rate >= 0.1 && rate <= MAX_RATE) {
        return rate;
      }
    }
    throw new BadOption(
        "--rate is '" + text + "', accepted are messages a second from 0.1 to 2000");
  }

  private static int port(String option, String text) throws BadOption {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
      return Integer.parseInt(text);
    }
    throw new BadOption(option + " is '" + text + "', accepted are ports from 0 to 65535");
  }

  private static Duration time(String text) throws BadOption {
    if (Durations.isValid(text)) {
      return Durations.parse("--for", text);
    }
    throw new BadOption("--for is '" + text + "', accepted are times such as 30s, 5m, 12h or 2d");
  }

  /** An option that is not accepted; the message is for the person who typed it. */
  static final class BadOption extends Exception {
    private static final long serialVersionUID = 1L;

    BadOption(String message) {
      super(message);
    }
  }
}
