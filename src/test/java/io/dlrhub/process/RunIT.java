package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.simulator.UCloudSimulator;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.RawHttp;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged hub, run from any folder. */
class RunIT {

  @TempDir Path path;

  @Test
  void aPushReachesTheFileSink() throws Exception {
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      var answer = Http.post(folder.pushes(), UCloudPushes.delivered("s-1", "18512345678"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"code\":0,\"message\":\"ok\"}");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(folder.delivered())
                      .singleElement()
                      .asString()
                      .contains("\"messageId\":\"s-1\"", "\"phoneE164\":\"+8618512345678\""));
      assertThat(hub.out()).isEmpty();
    }
  }

  @Test
  void startsWithoutTheLibraryOfTheCommandLine() throws Exception {
    HubFolder folder = new HubFolder(path);
    Path classes = path.resolve("classes");
    try (HubProcess hub =
        HubProcess.start(path, List.of("-Xlog:class+load:file=" + classes), Map.of())) {
      hub.awaitPort(folder.port);
    }
    assertThat(Files.readString(classes))
        .contains("io.dlrhub.RunCommand")
        .doesNotContain("picocli");
  }

  /** Cut behind what is not HTTP: a server's libraries have much to say about each of those. */
  @Test
  void connectionsThatAreCutAreALineAMinuteOnBothPorts() throws Exception {
    HubFolder folder = new HubFolder(path);
    List<String> honest =
        List.of(
            "GET /observe/health HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /ucloud/reports HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
            "POST /ucloud/reports HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{");
    List<String> junk =
        List.of(
            "0\r\n\r\n",
            "GET / HTTP/9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nX: \0\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\0\u0001\0");
    try (HubProcess hub = folder.start()) {
      for (int i = 0; i < 10; i++) {
        for (int port : new int[] {folder.port, folder.managementPort}) {
          for (String before : honest) {
            for (String after : junk) {
              try (RawHttp connection = RawHttp.connect(port)) {
                connection.send(before.repeat(1 + i % 5) + after);
              }
            }
          }
        }
      }
      var answer = Http.post(folder.pushes(), UCloudPushes.delivered("s-1", "18512345678"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(hub.err()).doesNotContain("\tat ");
      assertThat(hub.err().lines()).hasSizeLessThan(20);
    }
  }

  @Test
  void saysWhatIsUpInOneLine() throws Exception {
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      assertThat(hub.err())
          .contains("intake 127.0.0.1:" + folder.port)
          .contains("management 127.0.0.1:" + folder.managementPort)
          .contains("ledger jdbc:sqlite:data/ledger.db")
          .contains("sources: messages, ucloud-push")
          .contains("sinks: file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "th-TH-u-ca-buddhist-nu-thai", "fa-IR-u-nu-arabext"})
  void whatMachinesReadIsTheSameInEveryLanguage(String tag) throws Exception {
    Locale locale = Locale.forLanguageTag(tag);
    HubFolder folder = new HubFolder(path, "dlr.ledger.retention=9d");
    List<String> options =
        List.of(
            "-Duser.language=" + locale.getLanguage(),
            "-Duser.country=" + locale.getCountry(),
            "-Duser.extensions=" + tag.replaceFirst("^.*?-u-|^.*$", ""));
    Map<String, String> environment = Map.of("DLR_UCLOUD_PUSH_ALLOW", "127.0.0.0/8");
    try (HubProcess hub = HubProcess.start(path, options, environment).awaitLog("is up")) {
      assertThat(hub.err().lines())
          .filteredOn(line -> line.contains("is up"))
          .allMatch(line -> line.matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[ -~]*"));
      Http.post(folder.pushes(), UCloudPushes.delivered("one", "18512345678"));
      await().atMost(LIMIT).untilAsserted(() -> assertThat(folder.delivered()).hasSize(1));
      assertThat(path.resolve("data/reports").toFile().list())
          .allMatch(name -> name.matches("[ -~]+"));
      assertThat(Http.get(folder.management("/observe/metrics")).body()).matches("[\\n -~]+");
      assertThat(Http.get(folder.management("/api/summary")).body()).matches("[\\n -~]+");
    }
  }

  /** As Docker Compose names its services; java.net.URI knows no such host. */
  @Test
  void hostsWithAnUnderscoreAreReached() throws Exception {
    Path hosts = Files.writeString(path.resolve("hosts"), "127.0.0.1 ucloud_api the_receiver\n");
    try (UCloudSimulator ucloud = UCloudSimulator.builder().start();
        Receiver receiver = Receiver.start()) {
      ucloud.account().reports(3);
      String receiverUrl = receiver.url().replace("127.0.0.1", "the_receiver");
      new HubFolder(
          path,
          "dlr.ucloud.pull.enabled=true",
          "dlr.ucloud.endpoint=" + ucloud.endpoint().replace("127.0.0.1", "ucloud_api"),
          "dlr.ucloud.public-key=" + ucloud.account().publicKey(),
          "dlr.ucloud.private-key=" + ucloud.account().privateKey(),
          "dlr.ucloud.project-id=" + ucloud.account().projectId(),
          "dlr.sink.http.enabled=true",
          "dlr.sink.http.start=beginning",
          "dlr.sink.http.url=" + receiverUrl);
      List<String> options = List.of("-Djdk.net.hosts.file=" + hosts);
      try (HubProcess hub = HubProcess.start(path, options, Map.of()).awaitLog("is up")) {
        await().atMost(LIMIT).until(() -> receiver.received().size() == 3);
        assertThat(hub.err()).doesNotContain("Exception");
      }
    }
  }

  @Test
  void theEnvironmentWinsOverTheFileAndDWinsOverBoth() throws Exception {
    HubFolder folder = new HubFolder(path, "dlr.ucloud.account=file");
    Map<String, String> environment = Map.of("DLR_UCLOUD_ACCOUNT", "environment");
    try (HubProcess hub = HubProcess.start(path, List.of(), environment).awaitLog("is up")) {
      assertThat(accountOfAPush(folder, "s-1")).isEqualTo("environment");
      hub.kill();
    }
    try (HubProcess hub =
        HubProcess.start(path, List.of("-Ddlr.ucloud.account=system"), environment)
            .awaitLog("is up")) {
      assertThat(accountOfAPush(folder, "s-2")).isEqualTo("system");
    }
  }

  private static String accountOfAPush(HubFolder folder, String session) {
    Http.post(folder.pushes(), UCloudPushes.delivered(session, "18512345678"));
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                folder.delivered().stream()
                    .filter(line -> line.contains(session))
                    .map(line -> line.replaceFirst(".*\"account\":\"([^\"]*)\".*", "$1"))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void aTokenWithEverySpecialCharacterIsTakenAsWritten() throws Exception {
    String token = "a+b&c%41=?#{x}'\"(RAW)/";
    HubFolder folder = new HubFolder(path, "dlr.ucloud.push.token=" + token);
    try (HubProcess hub = folder.start()) {
      String body = UCloudPushes.delivered("s-1", "18512345678");
      assertThat(Http.post(folder.pushes(), body).statusCode()).isEqualTo(401);
      assertThat(Http.post(folder.pushes() + "/", body).statusCode()).isEqualTo(401);
      var answer = Http.post(folder.pushes(), body, "Authorization", "Bearer " + token);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(hub.err()).doesNotContain(token);
    }
  }

  @Test
  void routesOfTheWorkingDirectoryReplaceThoseInTheJar() throws Exception {
    HubFolder folder = new HubFolder(path, "dlr.shop2.path=/shop2");
    Files.createDirectories(path.resolve("routes"));
    Files.writeString(
        path.resolve("routes/shop2.yaml"),
        """
        - route:
            id: shop2-push
            errorHandler: {noErrorHandler: {}}
            from:
              uri: kamelet:ucloud-usms-push-source/shop2-source
              parameters: {path: "{{dlr.shop2.path}}", account: shop2}
              steps: [{to: ledger:append}]
        """);
    try (HubProcess hub = folder.start()) {
      assertThat(hub.err()).contains("sources: shop2-push").contains("sinks: none");
      String body = UCloudPushes.delivered("s-1", "18512345678");
      assertThat(Http.post(folder.pushes(), body).statusCode()).isEqualTo(404);
      assertThat(Http.post("http://127.0.0.1:" + folder.port + "/shop2", body).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void theImagesHealthCheckTellsTheLivingFromTheDead() throws Exception {
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      assertThat(healthCheck(folder)).isZero();
      hub.kill();
      assertThat(healthCheck(folder)).isEqualTo(1);
    }
  }

  private static int healthCheck(HubFolder folder) throws Exception {
    ProcessBuilder check = new ProcessBuilder("bash", "src/main/docker/health");
    check.environment().put("CAMEL_MANAGEMENT_PORT", Integer.toString(folder.managementPort));
    check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return check.start().waitFor();
  }

  @Test
  void answersHealthAndMetricsOnTheManagementPort() throws IOException {
    HubFolder folder = new HubFolder(path);
    try (HubProcess hub = folder.start()) {
      for (String health : List.of("", "/live", "/ready")) {
        assertThat(Http.get(folder.management("/observe/health" + health)).statusCode())
            .as("health%s, %s", health, hub.err())
            .isEqualTo(200);
      }
      assertThat(Http.get(folder.management("/observe/metrics")).body())
          .contains("dlr_reports_total", "dlr_sink_lag");
    }
  }
}
