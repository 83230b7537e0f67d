package io.dlrhub.testing;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process in a folder. */
public final class HubProcess implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private HubProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Where {@code mvn package} puts it. */
  public static Path jar() {
    return Path.of("target/dlr-hub.jar").toAbsolutePath();
  }

  /** Starts {@code java -jar dlr-hub.jar} with those arguments. */
  public static HubProcess start(Path folder, String... arguments) {
    return start(folder, List.of(), Map.of(), arguments);
  }

  /** Likewise with JVM options before {@code -jar} and environment variables. */
  public static HubProcess start(
      Path folder, List<String> options, Map<String, String> environment, String... arguments) {
    return start(jar(), folder, options, environment, arguments);
  }

  /** Likewise for a jar that was put somewhere else. */
  public static HubProcess start(
      Path jar,
      Path folder,
      List<String> options,
      Map<String, String> environment,
      String... arguments) {
    return java(folder, options, List.of("-jar", jar.toString()), environment, arguments);
  }

  /** Starts {@code java -cp 'dlr-hub.jar:jars/*' io.dlrhub.DlrHub} likewise. */
  public static HubProcess startWithJars(
      Path jars, Path folder, List<String> options, String... arguments) {
    String classPath = jar() + File.pathSeparator + jars.resolve("*");
    return java(
        folder, options, List.of("-cp", classPath, "io.dlrhub.DlrHub"), Map.of(), arguments);
  }

  private static HubProcess java(
      Path folder,
      List<String> options,
      List<String> program,
      Map<String, String> environment,
      String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(program);
    command.addAll(List.of(arguments));
    return run(command, folder, environment);
  }

  /** Starts whatever starts a hub. */
  public static HubProcess run(List<String> command, Path folder, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile("dlr-hub", ".out");
      Path err = Files.createTempFile("dlr-hub", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new HubProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something listens on that port of 127.0.0.1. */
  public HubProcess awaitPort(int port) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> listens(port));
    return this;
  }

  /** Waits until that text stands in what it wrote to standard error. */
  public HubProcess awaitLog(String text) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .failFast("it ended", () -> !process.isAlive())
        .until(() -> err().contains(text));
    return this;
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** Waits for the end; the exit code. */
  public int exitCode(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + limit + ": " + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits up to a minute for the end; the exit code. */
  public int exitCode() {
    return exitCode(LIMIT);
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  public long pid() {
    return process.pid();
  }

  /** What it wrote to standard output so far. */
  public String out() {
    return read(out);
  }

  /** What it wrote to standard error so far. */
  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    exitCode();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
