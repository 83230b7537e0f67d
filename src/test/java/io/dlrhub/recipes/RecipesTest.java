package io.dlrhub.recipes;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.Reports;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.JsonArrays;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe of {@code docs/recipes}, loaded as it is shipped. */
class RecipesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DeliveryReport GOOD = Reports.delivered("S1", "18512345678");
  private static final DeliveryReport BAD = Reports.failed("S2", "18512345679");
  private static final DeliveryReport TEST =
      Reports.any("S3", "18512345670")
          .status(io.dlrhub.report.DeliveryStatus.DELIVERED)
          .reference("test-7")
          .build();
  private static final DeliveryReport SHOP =
      Reports.any("S4", "18512345671")
          .account("shop")
          .status(io.dlrhub.report.DeliveryStatus.DELIVERED)
          .build();

  @TempDir Path folder;
  private SinkHost host;

  @BeforeEach
  void makeHost() {
    host = new SinkHost(folder);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private SinkHost recipe(String name) {
    return host.route("docs/recipes/" + name + ".yaml");
  }

  @Test
  void csvFileIsRfc4180AndSafeInASpreadsheet() {
    recipe("csv-file").set("dlr.sink.csv.directory", folder.resolve("csv")).start();
    deliver("csv", GOOD, BAD);

    String header =
        "id,provider,account,messageId,phone,status,failureReason,code,description,receivedAt";
    assertThat(onlyFile("csv"))
        .isEqualTo(
            header
                + "\r\n"
                + GOOD.id()
                + ",ucloud,default,S1,18512345678,delivered,,Delivrd,,2026-11-20T08:00:01Z\r\n"
                + BAD.id()
                + ",ucloud,default,S2,18512345679,failed,unreachable,MK:0001,"
                + "\"'=cmd|'/C calc'!A0, \"\"quoted\"\"\",2026-11-20T08:00:01Z\r\n");
  }

  @Test
  void hourlyFilesAreCutByHourAndSizeAndMoved() {
    recipe("hourly-files")
        .set("dlr.sink.hourly.directory", folder.resolve("hourly"))
        .set("dlr.sink.hourly.max-size", 10)
        .start();
    deliver("hourly", GOOD);
    deliver("hourly", BAD);

    List<Path> finished = files(folder.resolve("hourly/finished"));
    assertThat(finished)
        .singleElement()
        .extracting(file -> file.getFileName().toString())
        .asString()
        .matches("reports-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d{9}\\.ndjson");
    assertThat(read(finished.get(0))).contains("\"S1\"").endsWith("\n");
    assertThat(onlyFile("hourly")).contains("\"S2\"");
  }

  @Test
  void gzipFilesTakesWhatTheFileSinkHasFinished() throws IOException {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    Path old = reports.resolve("reports-2026-11-01.ndjson");
    Files.writeString(old, "{\"a\":1}\n{\"b\":2}\n");
    recipe("gzip-files")
        .route("routes/sinks.yaml")
        .set("dlr.sink.file.directory", reports)
        .set("dlr.sink.file.rotate", "true")
        .set("dlr.gzip.directory", folder.resolve("archive"))
        .start();

    Path archived = folder.resolve("archive/reports-2026-11-01.ndjson.gz");
    await().atMost(LIMIT).until(() -> Files.exists(archived));
    await().atMost(LIMIT).until(() -> files(reports.resolve("finished")).isEmpty());
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(archived))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    }
    assertThat(old).doesNotExist();
  }

  @Test
  void failuresWebhookGetsOnlyFailures() {
    try (Receiver receiver = Receiver.start()) {
      recipe("failures-webhook")
          .set("dlr.sink.failures.url", receiver.url())
          .set("dlr.sink.failures.secret", "pass+word&=")
          .start();
      deliver("failures", GOOD, BAD, SHOP);

      assertThat(receiver.received()).containsExactly(BAD);
      assertThat(receiver.requests().get(0).header("webhook-signature")).startsWith("v1,");
    }
  }

  @Test
  void splitEnvironmentsGivesEachItsOwn() {
    try (Receiver production = Receiver.start();
        Receiver test = Receiver.start()) {
      recipe("split-environments")
          .set("dlr.sink.production.url", production.url())
          .set("dlr.sink.test.url", test.url())
          .start();
      deliver("production", GOOD, BAD, TEST, SHOP);
      await().atMost(LIMIT).until(() -> host.sink("test").lag() == 0);

      assertThat(production.received()).containsExactly(GOOD, BAD);
      assertThat(test.received()).containsExactly(TEST, SHOP);
    }
  }

  @Test
  void analyticsMaskedShowsNoWholeNumber() {
    recipe("analytics-masked")
        .set("dlr.sink.analytics.directory", folder.resolve("analytics"))
        .start();
    deliver("analytics", GOOD, BAD);

    assertThat(onlyFile("analytics"))
        .contains("\"phone\":\"185****5678\"", "\"status\":\"delivered\"")
        .doesNotContain("18512345678", "raw", "phoneE164");
  }

  @Test
  void slimJsonHasFourFields() {
    try (Receiver receiver = Receiver.start()) {
      recipe("slim-json").set("dlr.sink.slim.url", receiver.url()).start();
      deliver("slim", GOOD);

      assertThat(receiver.requests().get(0).text())
          .isEqualTo(
              "[{\"id\":\"%s\",\"messageId\":\"S1\",\"phone\":\"18512345678\",\"status\":\"delivered\"}]"
                  .formatted(GOOD.id()));
    }
  }

  @Test
  void templateJsonHasNamesAndNestingOfItsOwnWhateverTheTexts() throws IOException {
    String text = "He said \"no\", \\path\\, {\"a\":1}}, ${body}, {{key}},\nline two\t手机关机 ☎";
    String raw = JSON.createObjectNode().put("ReceiptDesc", text).toString();
    DeliveryReport odd =
        Reports.any("S\"5\\", "18512345672")
            .status(io.dlrhub.report.DeliveryStatus.FAILED)
            .failureReason(io.dlrhub.report.FailureReason.UNREACHABLE)
            .description(text)
            .reference("order \"7\"")
            .segments(2)
            .raw(io.dlrhub.report.RawJson.of(raw))
            .build();
    try (Receiver receiver = Receiver.start()) {
      recipe("template-json").set("dlr.sink.template.url", receiver.url()).start();
      deliver("template", odd, GOOD);

      JsonNode sent = JSON.readTree(receiver.requests().get(0).text());
      JsonNode first = sent.get(0);
      assertThat(first.at("/message/number").textValue()).isEqualTo("S\"5\\");
      assertThat(first.at("/message/to").textValue()).isEqualTo("+8618512345672");
      assertThat(first.at("/message/order").textValue()).isEqualTo("order \"7\"");
      assertThat(first.at("/outcome/status").textValue()).isEqualTo("failed");
      assertThat(first.at("/outcome/text").textValue()).isEqualTo(text);
      assertThat(first.at("/provider/word").textValue()).isEqualTo(text);
      assertThat(first.at("/parts")).isEqualTo(JSON.readTree("2"));
      assertThat(sent.get(1))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"message":{"number":"S1","to":"+8618512345678","order":null},
                   "outcome":{"status":"delivered","reason":null,"text":null},
                   "provider":{"name":"ucloud","code":"Delivrd","word":null},
                   "parts":null,"version":1}
                  """));
      assertThat(sent).hasSize(2);
    }
  }

  @Test
  void cloudeventsHttpIsReadByTheOfficialSdk() {
    try (Receiver receiver = Receiver.start()) {
      recipe("cloudevents-http").set("dlr.sink.events.url", receiver.url()).start();
      deliver("events", GOOD, BAD);

      assertThat(receiver.requests().get(0).header("Content-Type"))
          .startsWith("application/cloudevents-batch+json");
      List<CloudEvent> events =
          receiver.requests().stream()
              .flatMap(request -> JsonArrays.elements(request.text()).stream())
              .map(RecipesTest::event)
              .toList();
      assertThat(events).hasSize(2);
      assertDescribes(events.get(0), GOOD);
      assertDescribes(events.get(1), BAD);
    }
  }

  @Test
  void cloudeventsJmsIsReadByTheOfficialSdk() throws Exception {
    try (ArtemisBroker broker = new ArtemisBroker(folder.resolve("broker")).start()) {
      recipe("cloudevents-jms").set("dlr.sink.event-messages.url", broker.url()).start();
      deliver("event-messages", GOOD, BAD);

      List<Message> messages = broker.drain("delivery-events");
      assertThat(messages).hasSize(2);
      assertDescribes(event(messages.get(0).getBody(String.class)), GOOD);
      assertThat(messages.get(0).getStringProperty("dlrId")).isEqualTo(GOOD.id().toString());
      assertThat(messages.get(0).getJMSCorrelationID()).isEqualTo("S1");
    }
  }

  @Test
  void cloudeventsTakeAccountsOfAnyName() {
    List<String> accounts = List.of("my shop", "店铺", "50%", "a/b?c#d", "plain-1.2~:@!");
    DeliveryReport[] reports =
        accounts.stream()
            .map(account -> Reports.any("S-" + account, "18512345678").account(account))
            .map(any -> any.status(io.dlrhub.report.DeliveryStatus.DELIVERED).build())
            .toArray(DeliveryReport[]::new);
    try (Receiver receiver = Receiver.start()) {
      recipe("cloudevents-http").set("dlr.sink.events.url", receiver.url()).start();
      deliver("events", reports);

      List<CloudEvent> events =
          receiver.requests().stream()
              .flatMap(request -> JsonArrays.elements(request.text()).stream())
              .map(RecipesTest::event)
              .toList();
      assertThat(events.stream().map(event -> event.getSource().toString()))
          .containsExactly(
              "/dlr-hub/ucloud/my%20shop",
              "/dlr-hub/ucloud/%E5%BA%97%E9%93%BA",
              "/dlr-hub/ucloud/50%25",
              "/dlr-hub/ucloud/a%2Fb%3Fc%23d",
              "/dlr-hub/ucloud/plain-1.2~:@!");
      assertThat(events.stream().map(event -> event.getSource().getPath()))
          .isEqualTo(accounts.stream().map(account -> "/dlr-hub/ucloud/" + account).toList());
      assertThat(events.stream().map(event -> RecordJson.read(event.getData().toBytes())))
          .containsExactly(reports);
    }
  }

  private static CloudEvent event(String json) {
    return new JsonFormat().deserialize(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertDescribes(CloudEvent event, DeliveryReport report) {
    assertThat(event.getId()).isEqualTo(report.id().toString());
    assertThat(event.getSource()).hasToString("/dlr-hub/ucloud/default");
    assertThat(event.getType()).isEqualTo("io.dlrhub.delivery-report");
    assertThat(event.getSubject()).isEqualTo(report.messageId());
    assertThat(event.getTime().toInstant()).isEqualTo(report.receivedAt());
    assertThat(RecordJson.read(event.getData().toBytes())).isEqualTo(report);
  }

  private void deliver(String sink, DeliveryReport... reports) {
    host.append(List.of(reports));
    await().atMost(LIMIT).until(() -> host.sink(sink).lag() == 0);
  }

  private String onlyFile(String directory) {
    List<Path> files = files(folder.resolve(directory));
    assertThat(files).hasSize(1);
    return read(files.get(0));
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
