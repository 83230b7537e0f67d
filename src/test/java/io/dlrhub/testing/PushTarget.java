package io.dlrhub.testing;

import static io.dlrhub.testing.Waiting.LIMIT;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A JVM that takes pushes, seen from outside: the packaged hub, or what it is compared with. */
public final class PushTarget implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Message ids of the reports that were pushed to see that it has started begin so. */
  public static final String FIRST = "start-";

  private final Process process;
  private final int port;
  private final int managementPort;
  private final String firstMessageId;
  private final double secondsToFirstPush;

  private PushTarget(
      Process process, int port, int managementPort, String firstMessageId, double seconds) {
    this.process = process;
    this.firstMessageId = firstMessageId;
    this.port = port;
    this.managementPort = managementPort;
    this.secondsToFirstPush = seconds;
  }

  /**
   * The packaged hub, taking pushes, in that folder.
   *
   * @param jvm flags: those of the image, or none
   * @param settings {@code key=value}, beside ports and the push itself
   */
  public static PushTarget hub(Path jar, Path folder, List<String> jvm, String... settings)
      throws IOException, InterruptedException {
    int[] ports = Ports.free(2);
    int port = ports[0];
    int managementPort = ports[1];
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvm);
    command.add("-Dcamel.server.host=127.0.0.1");
    command.add("-Dcamel.server.port=" + port);
    command.add("-Dcamel.management.port=" + managementPort);
    command.add("-Ddlr.ucloud.push.enabled=true");
    command.add("-Ddlr.ucloud.push.open=true");
    command.add("-Ddlr.messages.open=true");
    for (String setting : settings) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-jar", jar.toString()));
    return start(command, folder, port, managementPort);
  }

  /**
   * Any program that takes pushes on that port.
   *
   * @param arguments of the JVM
   */
  public static PushTarget other(Path folder, int port, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(arguments);
    return start(command, folder, port, 0);
  }

  private static PushTarget start(List<String> command, Path folder, int port, int managementPort)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    long started = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command);
    // As the image has it.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("process.log").toFile()))
            .start();
    String messageId = FIRST + UUID.randomUUID();
    byte[] push = push(messageId);
    while (!acknowledged(port, push)) {
      if (!process.isAlive() || System.nanoTime() - started > LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException(
            "it did not start:\n" + Files.readString(folder.resolve("process.log")));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return new PushTarget(process, port, managementPort, messageId, seconds);
  }

  /** A push of one report nobody has had: reading, identity, insert and sync are part of it. */
  private static byte[] push(String messageId) {
    String body = UCloudPushes.delivered(messageId, "18512345678");
    return ("POST /ucloud/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean acknowledged(int port, byte[] push) {
    try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(push);
      byte[] answer = new byte[15];
      int read = socket.getInputStream().readNBytes(answer, 0, answer.length);
      return new String(answer, 0, read, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Message id of the report whose push was the first to be acknowledged. */
  public String firstMessageId() {
    return firstMessageId;
  }

  /** From the start of the process to the first acknowledged push, of one new report. */
  public double secondsToFirstPush() {
    return secondsToFirstPush;
  }

  /** The sum of a metric over its labels, 0 where there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/observe/metrics");
    HttpResponse<String> response =
        CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Posts to the management port of a hub. */
  public void post(String path) {
    HttpResponse<String> answer =
        Http.post(
            "http://127.0.0.1:" + managementPort + path, "", "Content-Type", "application/json");
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
    }
  }

  /** Highest resident memory so far, in MB (Linux). */
  public long peakResidentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** As {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** Asks it to stop as an operator would and waits; its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(15, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      kill();
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
