package io.dlrhub.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.testing.HubProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the hub from starting is told in one line. */
class RefusalIT {

  @TempDir Path path;

  private String refused(int exitCode) throws IOException {
    try (HubProcess hub = HubProcess.start(path)) {
      assertThat(hub.exitCode()).as(hub.err()).isEqualTo(exitCode);
      assertThat(hub.err()).doesNotContain("\tat ");
      assertThat(hub.out()).isEmpty();
      return hub.err();
    }
  }

  @Test
  void aBadValueIsOneLineAndCreatesNothing() throws IOException {
    new HubFolder(path, "dlr.ledger.retention=never");
    assertThat(refused(2))
        .isEqualTo(
            "dlr.ledger.retention=never (application.properties line 7) is not accepted; accepted is a"
                + " duration such as 500ms, 30s, 5m, 12h or 30d, above zero\n");
    assertThat(path.resolve("data")).doesNotExist();
  }

  @Test
  void severalBadValuesAreALineEach() throws IOException {
    new HubFolder(path, "dlr.ucloud.push.token=a,b,c", "dlr.unknown=1");
    assertThat(refused(2).lines()).hasSize(2).noneMatch(line -> line.contains("a,b,c"));
  }

  @Test
  void aMisspeltCamelKeyIsNamed() throws IOException {
    new HubFolder(path, "camel.server.prot=80");
    assertThat(refused(2).lines()).singleElement().asString().contains("prot");
  }

  @Test
  void aRouteThatCamelCannotReadIsNamed() throws IOException {
    new HubFolder(path).route("- route: {id: x, from: {uri: \"timer:x\", steps: [{too: log:x}]}}");
    assertThat(refused(2).lines())
        .singleElement()
        .asString()
        .contains("routes/own.yaml")
        .contains("too");
  }

  @Test
  void anUnknownComponentIsNamed() throws IOException {
    new HubFolder(path)
        .route("- route: {id: x, from: {uri: \"timer:x\", steps: [{to: kafkaa:x}]}}");
    assertThat(refused(2).lines()).singleElement().asString().contains("kafkaa");
  }

  @Test
  void anUnknownKameletIsNamed() throws IOException {
    new HubFolder(path)
        .route(
            "- route: {id: x, from: {uri: \"kamelet:ucloud-push/x-source\", steps: [{log: x}]}}");
    assertThat(refused(2).lines()).singleElement().asString().contains("ucloud-push");
  }

  private void beans(String... names) throws IOException {
    Files.createDirectories(path.resolve("routes"));
    Files.copy(Path.of("routes/sinks.yaml"), path.resolve("routes/sinks.yaml"));
    StringBuilder beans = new StringBuilder("- beans:\n");
    for (String name : names) {
      beans.append(
          "    - {name: %s, type: org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory}\n"
              .formatted(name));
    }
    Files.writeString(path.resolve("routes/brokers.yaml"), beans);
  }

  @Test
  void aConnectionFactoryThatIsNoBeanIsNamedWithTheBeansThereAre() throws IOException {
    new HubFolder(path, "dlr.sink.jms.enabled=true", "dlr.sink.jms.connection-factory=broker-c");
    assertThat(refused(2))
        .isEqualTo(
            "dlr.sink.jms.connection-factory=broker-c is not accepted; accepted is the name of a"
                + " bean that makes JMS connections, and there is none: declare one under beans: in"
                + " a route file\n");
    beans("broker-b", "broker-a");
    assertThat(refused(2).lines().filter(line -> line.contains("connection-factory")))
        .containsExactly(
            "dlr.sink.jms.connection-factory=broker-c is not accepted; accepted is the name of a"
                + " bean that makes JMS connections: broker-a, broker-b");
  }

  @Test
  void severalConnectionFactoriesOfWhichNoneIsNamedAreNamed() throws IOException {
    new HubFolder(path, "dlr.sink.jms.enabled=true");
    beans("broker-b", "broker-a");
    assertThat(refused(2))
        .isEqualTo(
            "dlr.sink.jms.connection-factory is not set, but 2 beans make JMS connections; accepted"
                + " is the name of a bean that makes JMS connections: broker-a, broker-b\n");
  }

  @Test
  void aBrokerThatArtemisDoesNotKnowIsNamedUnlessABeanConnects() throws IOException {
    new HubFolder(path, "dlr.sink.jms.enabled=true", "dlr.sink.jms.url=amqp://127.0.0.1:1");
    assertThat(refused(2))
        .startsWith("dlr.sink.jms.url=amqp://127.0.0.1:1 is not accepted; accepted is a broker as")
        .contains("tcp://localhost:61616");
    beans("broker-a");
    try (HubProcess hub = HubProcess.start(path).awaitLog("is up")) {
      assertThat(hub.err()).contains("sinks: file, jms");
    }
  }

  @Test
  void aBrokerWithoutASchemeIsNamedWithItsKey() throws IOException {
    new HubFolder(path, "dlr.sink.jms.enabled=true", "dlr.sink.jms.url=localhost:61616");
    assertThat(refused(2))
        .isEqualTo(
            "dlr.sink.jms.url=localhost:61616 (application.properties line 8) is not accepted; accepted is"
                + " a broker as its client writes it, such as tcp://localhost:61616\n");
  }

  @Test
  void aUserInAUrlIsRefusedAndNotShown() throws IOException {
    new HubFolder(
        path, "dlr.sink.http.enabled=true", "dlr.sink.http.url=https://me:pa55@receiver/");
    assertThat(refused(2))
        .startsWith("dlr.sink.http.url=https://me:***@receiver/ (application.properties line 8)")
        .contains("dlr.sink.http.username and dlr.sink.http.password")
        .doesNotContain("pa55");
  }

  @Test
  void twoRoutesThatFeedOneSinkAreBothNamed() throws IOException {
    new HubFolder(path)
        .route(
            """
        - route:
            id: one
            errorHandler: {noErrorHandler: {}}
            from: {uri: ledger:feed/audit, steps: [{log: x}]}
        - route:
            id: two
            errorHandler: {noErrorHandler: {}}
            from: {uri: ledger:feed/audit, steps: [{log: x}]}
        """);
    assertThat(refused(2).lines())
        .singleElement()
        .asString()
        .contains(
            "routes/own.yaml line 1, route one",
            "routes/own.yaml line 5, route two",
            "ledger:feed/audit");
    assertThat(path.resolve("data")).doesNotExist();
  }

  @Test
  void aNameThatIsNoneOfASinkIsToldWithWhatIs() throws IOException {
    new HubFolder(path)
        .route(
            """
        - route:
            id: one
            errorHandler: {noErrorHandler: {}}
            from: {uri: ledger:feed/my.sink, steps: [{log: x}]}
        """);
    assertThat(refused(2).lines())
        .singleElement()
        .asString()
        .startsWith("routes/own.yaml line 1, route one begins at ledger:feed/my.sink")
        .endsWith("accepted are letters, digits, - and _");
  }

  @Test
  void aPortInUseIsNamedWithItsKey() throws IOException {
    HubFolder folder = new HubFolder(path);
    try (ServerSocket taken = new ServerSocket(folder.port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refused(1).lines())
          .singleElement()
          .asString()
          .startsWith("camel.server.port=" + taken.getLocalPort());
    }
  }

  @Test
  void aManagementPortInUseIsNamedWithItsKey() throws IOException {
    HubFolder folder = new HubFolder(path);
    try (ServerSocket taken =
        new ServerSocket(folder.managementPort, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refused(1).lines())
          .singleElement()
          .asString()
          .startsWith("camel.management.port=" + taken.getLocalPort());
    }
  }

  @Test
  void aLedgerInUseByAnotherProcessIsNamed() throws IOException {
    HubFolder folder = new HubFolder(path);
    try (HubProcess first = folder.start()) {
      new HubFolder(path);
      assertThat(refused(1).lines()).singleElement().asString().startsWith("dlr.ledger.url");
      assertThat(first.err()).doesNotContain("Exception");
    }
  }

  @Test
  void aFileThatIsNotALedgerIsNamed() throws IOException {
    new HubFolder(path);
    Files.createDirectories(path.resolve("data"));
    Files.write(path.resolve("data/ledger.db"), List.of("not a ledger, and longer than a header"));
    assertThat(refused(2).lines()).singleElement().asString().startsWith("dlr.ledger.url");
  }

  @Test
  void aLedgerOfANewerVersionIsNamed() throws Exception {
    new HubFolder(path);
    String url = "jdbc:sqlite:" + path.resolve("data/ledger.db");
    Ledger.open(LedgerOptions.of(url)).close();
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute("PRAGMA user_version=999");
    }
    assertThat(refused(2).lines())
        .singleElement()
        .asString()
        .startsWith("dlr.ledger.url")
        .contains("has layout 999");
  }

  @Test
  void aDatabaseThatIsNotSupportedIsNamed() throws IOException {
    new HubFolder(path, "dlr.ledger.url=jdbc:mysql://db/dlr");
    assertThat(refused(2).lines())
        .singleElement()
        .asString()
        .startsWith("dlr.ledger.url=jdbc:mysql://db/dlr")
        .contains("jdbc:sqlite:PATH", "jdbc:postgresql://HOST");
  }

  @Test
  void aFolderFromWhichNoLibraryCanBeLoadedIsNamed() throws IOException {
    new HubFolder(path);
    Path nowhere = path.resolve("nowhere");
    try (HubProcess hub =
        HubProcess.start(path, List.of("-Djava.io.tmpdir=" + nowhere), Map.of())) {
      assertThat(hub.exitCode()).as(hub.err()).isEqualTo(1);
      assertThat(hub.err().lines())
          .singleElement()
          .asString()
          .startsWith("dlr.ledger.url: ")
          .contains("SQLite's native library", nowhere.toString(), "which does not exist");
    }
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheUsage() throws IOException {
    try (HubProcess hub = HubProcess.start(path, "rum")) {
      assertThat(hub.exitCode()).isEqualTo(2);
      assertThat(hub.err())
          .startsWith("unknown command rum; the nearest known one is run")
          .contains("archive", "check", "demo");
      assertThat(hub.out()).isEmpty();
    }
  }

  @Test
  void helpAndVersionGoToStandardOutput() throws IOException {
    try (HubProcess help = HubProcess.start(path, "--help");
        HubProcess version = HubProcess.start(path, "--version")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).startsWith("Usage: java -jar dlr-hub.jar");
      assertThat(version.exitCode()).isZero();
      assertThat(version.out()).matches("DLR Hub \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }
  }
}
