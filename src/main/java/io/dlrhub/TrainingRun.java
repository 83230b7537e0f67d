package io.dlrhub;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A short life of the hub in another JVM, which archives the classes it used. */
final class TrainingRun {

  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 60;
  private static final String PUSH =
      """
      {"MsgType":2,"Data":[{"SessionNo":"training","Phone":"18500000000","CostCount":1,\
      "ReceiptTime":1795190400,"ReceiptResult":"发送成功","ReceiptCode":"Delivrd",\
      "ReceiptDesc":"","UserId":""},{"SessionNo":"training","Phone":"18500000001",\
      "CostCount":1,"ReceiptTime":1795190400,"ReceiptResult":"发送失败",\
      "ReceiptCode":"MK:0001","ReceiptDesc":"空号","UserId":"1"}]}""";

  private final Path jar;
  private final Path archive;
  private final int port;
  private final int managementPort;

  TrainingRun(Path jar, Path archive) throws IOException {
    this.jar = jar;
    this.archive = archive;
    this.port = freePort();
    this.managementPort = freePort();
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("dlr-hub-archive");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      exercise(process, log);
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
        throw new IOException("this JVM wrote no archive:\n" + Files.readString(log));
      }
    } finally {
      process.destroyForcibly().waitFor();
      delete(folder);
    }
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:ArchiveClassesAtExit=" + archive,
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Dcamel.server.host=127.0.0.1",
        "-Dcamel.server.port=" + port,
        "-Dcamel.management.port=" + managementPort,
        "-Ddlr.ucloud.push.enabled=true",
        "-Ddlr.ucloud.push.open=true",
        "-Ddlr.ucloud.pull.enabled=true",
        "-Ddlr.ucloud.endpoint=http://127.0.0.1:" + managementPort + "/",
        "-Ddlr.ucloud.public-key=training",
        "-Ddlr.ucloud.private-key=training",
        "-jar",
        jar.toString());
  }

  /** What a first minute looks like: pushes, and somebody looking at health and metrics. */
  private void exercise(Process process, Path log) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!status(port, "POST /ucloud/reports", PUSH).contains(" 200 ")) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        throw new IOException("the hub did not take a push:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    for (int i = 0; i < 3; i++) {
      status(port, "POST /ucloud/reports", PUSH.replace("training", "training" + i));
      status(port, "POST /ucloud/reports", "{");
      status(managementPort, "GET /observe/health", "");
      status(managementPort, "GET /observe/health/ready", "");
      status(managementPort, "GET /observe/metrics", "");
    }
  }

  /** The status line of the answer; empty when there is none yet. */
  private static String status(int port, String request, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        request
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(content);
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    } catch (IOException notYet) {
      return "";
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
