package io.dlrhub;

import io.dlrhub.config.BadConfiguration;
import io.dlrhub.config.Configuration;
import io.dlrhub.config.Masked;
import java.util.List;
import java.util.stream.Stream;

/** Runs the hub of the working directory until it is told to stop. */
final class RunCommand implements Command {

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "run the hub (the default): application.properties and routes/*.yaml from here";
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException {
    long begun = System.nanoTime();
    UnusableArguments.none(name(), arguments);
    Configuration configuration = Configuration.read(DlrHub.folder()).orRefuse();
    Logging.configure(configuration.settings());
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
