package io.dlrhub.testing;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real Kafka broker of one node (KRaft) in a process of its own. */
public final class KafkaBroker implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final int controller;
  private Process process;

  public KafkaBroker(Path folder) {
    this.folder = folder;
    int[] ports = Ports.free(2);
    this.port = ports[0];
    this.controller = ports[1];
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts it; the first time on an empty log. */
  public KafkaBroker start() {
    try {
      Path properties = folder.resolve("server.properties");
      if (!Files.exists(properties)) {
        Files.createDirectories(folder);
        Files.write(properties, settings());
        finish(
            java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "AAAAAAAAQACAAAAAAAAAAQ",
                "-c",
                properties.toString()));
      }
      process = java("kafka.Kafka", properties.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .atMost(LIMIT)
        .failFast("the broker ended", () -> !process.isAlive())
        .until(this::listens);
    return this;
  }

  private List<String> settings() {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controller,
        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
        "controller.listener.names=CONTROLLER",
        "offsets.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "num.partitions=1",
        "log.dirs=" + folder.resolve("log"));
  }

  private Process java(String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    File log = folder.resolve("broker.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private boolean listens() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void finish(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    finish(process);
  }

  /** Everything in a topic's only partition. */
  public List<ConsumerRecord<String, String>> read(String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", address());
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
