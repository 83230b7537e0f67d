package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.report.Durations;
import io.dlrhub.simulator.demo.Demo;
import io.dlrhub.simulator.demo.DemoOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs the hub against simulated providers. */
@Command(
    name = "demo",
    header = "watch the hub work against simulated providers",
    description = {
      "Runs the hub against a simulated UCloud and Tencent on 127.0.0.1: real HTTP and",
      "signatures, no credentials, nothing leaves this machine. Messages are sent and tracked;",
      "some pushes and one pulled page are lost on purpose, and come back by query. Ctrl-C",
      "ends it with a count of what was sent and what arrived."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar dlr-hub.jar demo",
      "  java -jar dlr-hub.jar demo --rate 200 --for 30s --faults"
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10",
      converter = RateReader.class,
      description =
          "messages a second, 0.1 to 2000, about three reports each (default ${DEFAULT-VALUE})")
  private Double rate;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = LengthReader.class,
      description =
          "sends for a time such as 30s, 5m or 12h, then waits at most 20s for the last answers"
              + " and ends")
  private Duration length;

  @Option(
      names = "--faults",
      description =
          "lets more go wrong: broken connections, wrong codes, pushes that come twice or never")
  private boolean faults;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortReader.class,
      description =
          "port of the hub's intake, 0 for a free one (default 8080, or a free one if that is"
              + " taken)")
  private Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "N",
      converter = PortReader.class,
      description = "port of health, metrics and JSON API (default 9876, likewise)")
  private Integer managementPort;

  @Override
  public Integer call() throws Exception {
    return Demo.run(options(), DemoCommand::start);
  }

  /** What was typed. */
  DemoOptions options() {
    return new DemoOptions(rate, length, port, managementPort, faults);
  }

  /** Without the environment: keys of a real account, or its sinks, have no place in a demo. */
  private static AutoCloseable start(Path folder) {
    long begun = System.nanoTime();
    Configuration configuration =
        Configuration.read(folder, Map.of(), new Properties(), Logging::configure).orRefuse();
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

  private static final class RateReader implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
        double rate = Double.parseDouble(text);
        if (rate >= DemoOptions.LEAST_RATE && rate <= DemoOptions.MOST_RATE) {
          return rate;
        }
      }
      throw new TypeConversionException(
          "it is '" + text + "', accepted are messages a second from 0.1 to 2000");
    }
  }

  private static final class LengthReader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (Durations.isValid(text)) {
        return Durations.parse("--for", text);
      }
      throw new TypeConversionException(
          "it is '" + text + "', accepted are times such as 30s, 5m, 12h or 2d");
    }
  }

  private static final class PortReader implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
        return Integer.valueOf(text);
      }
      throw new TypeConversionException("it is '" + text + "', accepted are ports from 0 to 65535");
    }
  }
}
