package io.dlrhub.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Runs the load again and again, each time with the next call failing, until all have failed.
 * Arguments: how they fail, the folder that the library watches, its control file.
 */
final class Sweep {

  private Sweep() {}

  public static void main(String[] arguments) throws Exception {
    FailingCalls.How how = FailingCalls.How.valueOf(arguments[0]);
    Path folder = Path.of(arguments[1]);
    FailingCalls calls = new FailingCalls(Path.of(arguments[2]));
    CamelContext context = new DefaultCamelContext();
    int problems = 0;
    long call = 1;
    for (boolean failed = true; failed; call++) {
      Path round = Files.createDirectories(folder.resolve("round-" + call));
      calls.arm(how, call);
      String problem;
      try {
        problem = new SweptLoad(context, round, calls).run();
      } catch (Exception e) {
        problem = e + ": " + e.getCause();
      }
      failed = calls.failed();
      if (problem != null) {
        problems++;
        System.out.println("PROBLEM: call " + call + ": " + problem);
      }
      remove(round);
    }
    System.out.println("SWEPT: " + (call - 2) + " calls, problems " + problems);
    System.exit(0);
  }

  private static void remove(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
