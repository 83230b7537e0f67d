package io.dlrhub.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.HttpProxy;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.Ports;
import io.dlrhub.testing.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckIT {

  @TempDir Path path;

  private HubProcess check() {
    HubProcess check = HubProcess.start(path, "check");
    check.exitCode();
    return check;
  }

  @Test
  void printsWhatIsEnabledAndCreatesNothing() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=very-secret");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).as(check.err()).isZero();
      assertThat(check.out())
          .containsPattern("source +ucloud-push .*path=/ucloud/reports")
          .contains("token=***")
          .containsPattern("sink +file .*data/reports")
          .contains("0 errors, 0 warnings")
          .doesNotContain("very-secret");
      assertThat(check.err()).isEmpty();
    }
    try (Stream<Path> files = Files.list(path)) {
      assertThat(files).containsExactly(path.resolve("application.properties"));
    }
  }

  @Test
  void worksBesideARunningHub() throws IOException {
    HubFolder folder = new HubFolder(path, "dlr.ucloud.push.allow=127.0.0.1");
    try (HubProcess hub = folder.start();
        HubProcess check = check()) {
      assertThat(check.exitCode()).isZero();
      assertThat(check.out()).contains("0 errors, 0 warnings");
      assertThat(hub.err()).doesNotContain("Exception");
    }
  }

  @Test
  void saysTheSameForAProgram() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=very-secret", "dlr.ucloud.push.allow=everyone");
    try (HubProcess check = HubProcess.start(path, "check", "--json")) {
      assertThat(check.exitCode()).isEqualTo(2);
      JsonNode said = new ObjectMapper().readTree(check.out());
      assertThat(said.path("sources").findValuesAsText("name")).contains("ucloud-push");
      assertThat(said.path("sinks").path(0).path("name").asText()).isEqualTo("file");
      JsonNode finding = said.path("findings").path(0);
      assertThat(said.path("ok").asBoolean(true)).isFalse();
      assertThat(finding.path("level").asText()).isEqualTo("error");
      assertThat(finding.path("file").asText()).isEqualTo("application.properties");
      assertThat(finding.path("line").asInt()).isPositive();
      assertThat(finding.path("key").asText()).isEqualTo("dlr.ucloud.push.allow");
      assertThat(finding.path("message").asText()).contains("everyone", "line", "10.0.0.0/8");
      assertThat(check.out()).doesNotContain("very-secret");
    }
  }

  /** Where only a proxy leads out, what is behind it is tried by way of it. */
  @Test
  void triesFarEndsThroughTheProxy() throws Exception {
    try (Receiver receiver = Receiver.start();
        HttpProxy proxy = HttpProxy.to(receiver.port())) {
      String[] lines = {
        "dlr.ucloud.pull.enabled=true",
        "dlr.ucloud.public-key=k",
        "dlr.ucloud.private-key=k",
        "dlr.ucloud.endpoint=http://provider.invalid/",
        "dlr.sink.http.enabled=true",
        "dlr.sink.http.secret=whsec_" + "A".repeat(32),
        "dlr.sink.http.url=https://receiver.invalid/",
        "dlr.http.proxy=http://127.0.0.1:" + proxy.port()
      };
      new HubFolder(path, lines);
      try (HubProcess check = check()) {
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).doesNotContain("provider.invalid:80 cannot be reached");
        assertThat(proxy.lines()).contains("CONNECT receiver.invalid:443 HTTP/1.1");
      }
      lines[lines.length - 1] = "dlr.http.proxy=http://127.0.0.1:" + Ports.free(1)[0];
      new HubFolder(path, lines);
      try (HubProcess check = check()) {
        assertThat(check.out())
            .contains("provider.invalid:80 cannot be reached now (the proxy http://127.0.0.1:");
      }
    }
  }

  @Test
  void anErrorIsExitCodeTwo() throws IOException {
    new HubFolder(path, "dlr.sink.fle.enabled=true", "dlr.ucloud.push.allow=everyone");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("error    dlr.sink.fle.enabled=true", "dlr.sink.file.enabled")
          .contains("error    dlr.ucloud.push.allow=everyone", "networks separated by commas")
          .contains("2 errors");
    }
  }

  @Test
  void aRouteThatCamelCannotReadIsAnErrorToo() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=secret")
        .route("- route: {id: x, from: {uri: \"timer:x\", steps: [{too: log:x}]}}");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("error    routes/own.yaml line 1: too is no step that Camel knows")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aFileThatIsNoLedgerIsAnErrorAndStaysAsItIs() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=secret");
    Path file = path.resolve("data/ledger.db");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no ledger");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out()).contains("error    dlr.ledger.url: ", "not an SQLite database");
    }
    assertThat(file).hasContent("no ledger");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void tellsWhatTheLedgerWouldRefuseOfSinks() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=secret")
        .route(
            """
        - route:
            id: copy
            errorHandler: {noErrorHandler: {}}
            from: {uri: ledger:feed/file, steps: [{log: x}]}
        - route:
            id: dotted
            errorHandler: {noErrorHandler: {}}
            from: {uri: ledger:feed/my.sink, steps: [{log: x}]}
        """);
    Files.copy(Path.of("routes/sinks.yaml"), path.resolve("routes/sinks.yaml"));
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("error    routes/sinks.yaml line 4, route file-sink begins at ledger:feed/file")
          .containsPattern("so does routes/own[.]yaml line \\d+, route copy")
          .containsPattern(
              "error    routes/own[.]yaml line \\d+, route dotted begins at ledger:feed/my")
          .contains("2 errors");
    }
  }

  @Test
  void aLedgerUrlThatTheHubRefusesIsAnError() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=secret", "dlr.ledger.url=jdbc:sqlite::memory:");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out()).contains("error    dlr.ledger.url=jdbc:sqlite::memory:");
    }
  }

  @Test
  void namesAComponentThatIsNotThere() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=secret")
        .route(
            """
        - route:
            id: mine
            description: "note: no component"
            errorHandler: {noErrorHandler: {}}
            from:
              uri: ledger:feed/mine
              steps:
                - filter:
                    simple: "${body} contains 'x:y'"
                    steps: [{to: "kafkaa:x"}, {to: "log:x"}]
        """);
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("error    routes/own.yaml line 1, route mine uses the component kafkaa")
          .contains("1 errors");
    }
  }

  @Test
  void tellsWhatOnlyTheBeansOfTheRoutesShow() throws IOException {
    new HubFolder(
        path,
        "dlr.ucloud.push.token=secret",
        "dlr.sink.jms.enabled=true",
        "dlr.sink.jms.connection-factory=other");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out())
          .contains("error    dlr.sink.jms.connection-factory=other is not accepted", "1 errors");
      assertThat(check.err()).isEmpty();
    }
    try (Stream<Path> files = Files.list(path)) {
      assertThat(files).containsExactly(path.resolve("application.properties"));
    }
  }

  @Test
  void anUnreachableFarEndIsAWarning() throws IOException {
    int nobody = Ports.free(1)[0];
    new HubFolder(
        path,
        "dlr.ucloud.pull.enabled=true",
        "dlr.ucloud.public-key=k",
        "dlr.ucloud.private-key=k",
        "dlr.ucloud.endpoint=http://127.0.0.1:" + nobody + "/");
    try (HubProcess check = check()) {
      assertThat(check.exitCode()).isZero();
      assertThat(check.out())
          .contains("http://127.0.0.1:" + nobody + " cannot be reached now")
          .contains("0 errors, 1 warnings");
    }
  }
}
