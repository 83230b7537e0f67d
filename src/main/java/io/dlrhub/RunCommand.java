package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.config.Configuration;
import io.dlrhub.config.Masked;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs the hub of the working directory until it is told to stop. Plain {@code run} is started
 * without reading its annotation, which would load the library of the command line.
 */
@Command(
    name = "run",
    header = "run the hub (the default): application.properties and routes/*.yaml from here",
    description = {
      "Runs the hub with application.properties and routes/*.yaml of the working directory, until",
      "Ctrl-C or SIGTERM; then it finishes what is in flight and ends with exit code 0."
    })
final class RunCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    long begun = System.nanoTime();
    Configuration configuration =
        Configuration.read(DlrHub.folder(), Logging::configure).orRefuse();
    FatalErrors.endTheProcess();
    useLittleMemory();
    NativeFolder.use();
    Hub hub = new Hub(configuration);
    try {
      Lifetime.of(
          hub,
          () -> {
            hub.start();
            new Startup(configuration, begun).log();
          });
    } catch (RuntimeException e) {
      String line = Masked.text(StartFailure.line(e), configuration.settings().secrets());
      if (StartFailure.mayPass(e)) {
        System.err.println(line);
        return DlrHub.TROUBLE;
      }
      throw new BadConfiguration(
          Stream.concat(Stream.of(line), ExtraJars.unused().stream()).toList());
    }
    return DlrHub.OK;
  }

  /** One arena of native buffers is enough here; Netty would take two a core. */
  private static void useLittleMemory() {
    String arenas = "io.netty.allocator.numDirectArenas";
    if (System.getProperty(arenas) == null) {
      System.setProperty(arenas, "1");
    }
  }
}
