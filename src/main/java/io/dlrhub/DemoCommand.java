package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.simulator.demo.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Runs the hub against simulated providers. */
final class DemoCommand implements Command {

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "watch the hub work against simulated providers (demo --help)";
  }

  @Override
  public int run(List<String> arguments) throws Exception {
    return Demo.run(arguments.toArray(String[]::new), DemoCommand::start);
  }

  /** Without the environment: keys of a real account, or its sinks, have no place in a demo. */
  private static AutoCloseable start(Path folder) {
    long begun = System.nanoTime();
    Configuration configuration = Configuration.read(folder, Map.of(), new Properties()).orRefuse();
    Logging.configure(configuration.settings());
    NativeFolder.use();
    Hub hub = new Hub(configuration);
    try {
      hub.start();
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
    new Startup(configuration, begun).log();
    return () -> {
      hub.close();
      NativeFolder.remove();
    };
  }
}
