package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(path).system("camel.server.host", "127.0.0.1");
  }

  @Test
  void theDefaultsAreAccepted() {
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() throws IOException {
    folder.properties("dlr.ucloud.pul.enabled=true");
    assertThat(folder.errors())
        .containsExactly(
            "dlr.ucloud.pul.enabled=true (application.properties line 1) is not a known key; the nearest"
                + " known one is dlr.ucloud.pull.enabled");
  }

  @Test
  void anUnknownKeyGivenWithDIsRefusedToo() {
    assertThat(folder.system("dlr.ucloud.acount", "x").errors())
        .singleElement()
        .asString()
        .contains("-Ddlr.ucloud.acount")
        .endsWith("dlr.ucloud.account");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{dlr.shop2.public-key}}",
        "{{?dlr.shop2.public-key}}",
        "{{!dlr.shop2.public-key}}",
        "{{dlr.shop2.public-key:x}}"
      })
  void aKeyThatALoadedRouteUsesIsKnown(String placeholder) throws IOException {
    folder
        .properties("dlr.shop2.public-key=k")
        .route("shop2.yaml", "- from: {uri: \"timer:x?y=" + placeholder + "\"}");
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void aKeyInACommentIsNotUsed() throws IOException {
    folder
        .properties("dlr.shop2.public-key=k")
        .route("shop2.yaml", "# {{dlr.shop2.public-key}}\n- from: {uri: \"timer:x\"}");
    assertThat(folder.errors()).hasSize(1);
  }

  @Test
  void theKeysOfASinkAreKnownWhenARouteFeedsIt() throws IOException {
    folder.properties("dlr.sink.audit.records=reports");
    assertThat(folder.errors()).hasSize(1);
    folder.route(
        "audit.yaml",
        """
        - route:
            errorHandler: {noErrorHandler: {}}
            from: {uri: "ledger:feed/audit", steps: [{log: x}]}
        """);
    assertThat(folder.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camel.server.port=70000|from 0 to 65535",
        "camel.server.max-body-size=1m|a whole number",
        "dlr.ledger.url=ledger.db|jdbc:sqlite:PATH",
        "dlr.ledger.url=jdbc:postgresql:dlr|jdbc:postgresql://HOST",
        "dlr.ledger.url=jdbc:sqlite:|jdbc:sqlite:PATH",
        "dlr.ledger.url=jdbc:sqlite::memory:|the path of a file",
        "dlr.ledger.url=jdbc:sqlite:file:ledger.db|the path of a file",
        "dlr.ledger.url=jdbc:sqlite:ledger.db?cache=shared|the path of a file",
        "dlr.ledger.url=jdbc:sqlite:data/|the path of a file",
        "dlr.ledger.url=jdbc:sqlite:src|the path of a file",
        "dlr.ledger.retention=30|500ms, 30s, 5m, 12h or 30d",
        "dlr.ledger.retention=0d|above zero",
        "dlr.phone.region=China|two capital letters",
        "dlr.ucloud.endpoint=api.ucloud.cn|http:// or https://",
        "dlr.ucloud.account=a b|a name of letters",
        "dlr.ucloud.pull.enabled=yes|true or false",
        "dlr.ucloud.pull.limit=201|from 1 to 200",
        "dlr.ucloud.push.path=reports|a path that begins with /",
        "dlr.ucloud.push.allow=10.0.0.0/33|networks separated by commas",
        "dlr.ucloud.push.allow=example.org|networks separated by commas",
        "dlr.query.schedule=5m,5m|rising durations",
        "dlr.sink.file.records=some|all or reports or statistics",
        "dlr.sink.file.start=end|now or beginning",
        "dlr.sink.jms.url=localhost:61616|such as tcp://localhost:61616",
        "dlr.sink.jms.url=broker|such as tcp://localhost:61616",
        "dlr.quarantine.max-size=1t|500k, 64m or 1g"
      })
  void aValueThatIsNotAcceptedIsNamedWithWhatIs(String line, String accepted) throws IOException {
    folder.properties(line, "dlr.ucloud.public-key=k", "dlr.ucloud.private-key=k");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith(line + " (application.properties line 1) is not accepted; accepted is")
        .contains(accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dlr.ucloud.push.allow=10.0.0.0/8, 2001:db8::/32,192.0.2.7,::1",
        "dlr.query.schedule=500ms,5s,10m,12h,30d",
        "dlr.quarantine.max-size=64m",
        "dlr.ledger.url=jdbc:sqlite:data/ledger.db",
        "dlr.ledger.url=jdbc:sqlite:/no/such/folder/ledger.db",
        "dlr.sink.jms.destination=topic:reports",
        "dlr.sink.jms.url=(tcp://a:61616,tcp://b:61616)?ha=true",
        "dlr.sink.jms.url=failover:(tcp://a:61616,tcp://b:61616)",
        "dlr.sink.jms.url=amqps://broker:5671",
        "dlr.sink.http.url=https://receiver:8443/a@b?c=d"
      })
  void aValueOfTheDocumentedKindIsAccepted(String line) throws IOException {
    assertThat(folder.properties(line).errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dlr.sink.http.url|https://me:pass@receiver/|https://me:***@receiver/",
        "dlr.sink.http.url|https://me:p@ss/w@receiver/|https://me:***@receiver/",
        "dlr.sink.http.url|https://token@receiver/|https://***@receiver/",
        "dlr.ucloud.endpoint|http://me:pass@gateway:80/|http://me:***@gateway:80/"
      })
  void aUserInAUrlIsRefusedAndNotShown(String key, String url, String shown) throws IOException {
    folder.properties(key + "=" + url);
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith(
            key + "=" + shown + " (application.properties line 1) is not accepted; accepted is a")
        .contains("holds no user or password")
        .matches(
            line -> key.startsWith("dlr.ucloud") || line.contains("dlr.sink.http.username and"));
  }

  @Test
  void aSecretIsMasked() throws IOException {
    folder.properties("dlr.ucloud.push.token=first,second,third", "dlr.ucloud.pivate-key=abc");
    assertThat(folder.errors())
        .hasSize(2)
        .allMatch(line -> line.contains("=***"))
        .noneMatch(line -> line.contains("third") || line.contains("abc"));
  }

  @Test
  void blanksAroundAKeyAreWarnedAbout() throws IOException {
    folder.properties("dlr.ucloud.push.token=key ");
    assertThat(folder.warnings())
        .containsExactly(
            "dlr.ucloud.push.token (application.properties line 1) has blanks around its value; they are"
                + " left out");
  }

  @Test
  void aVariableThatMatchesNoKeyIsRefused() {
    folder.variable("DLR_UCLOUD_PRIVAT_KEY", "x").variable("PATH", "x");
    assertThat(folder.errors())
        .containsExactly(
            "environment variable DLR_UCLOUD_PRIVAT_KEY matches no known key; the nearest known one"
                + " is DLR_UCLOUD_PRIVATE_KEY");
  }

  @ParameterizedTest
  @CsvSource({"secret, secret", "'secret\n', secret", "'a b\r\n', a b", "'two\n\n', two"})
  void everyKeyCanBeGivenAsAFile(String content, String value) throws IOException {
    folder.file("token", content).variable("DLR_UCLOUD_PUSH_TOKEN_FILE", "token");
    assertThat(folder.errors()).isEmpty();
    assertThat(folder.read().settings().find("dlr.ucloud.push.token")).contains(value);
  }

  @Test
  void aFileThatIsNotThereAndAKeyThatIsGivenTwiceAreRefused() throws IOException {
    folder.variable("DLR_UCLOUD_PUSH_TOKEN_FILE", "nowhere");
    assertThatThrownBy(() -> folder.errors())
        .hasMessageContaining("DLR_UCLOUD_PUSH_TOKEN_FILE=nowhere cannot be read");
    folder.file("nowhere", "x").variable("DLR_UCLOUD_PUSH_TOKEN", "y");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("DLR_UCLOUD_PUSH_TOKEN_FILE and DLR_UCLOUD_PUSH_TOKEN are both set");
  }

  @Test
  void variablesOfAKubernetesServiceAreOneHint() {
    folder
        .variable("DLR_HUB_PORT", "tcp://10.0.0.1:8080")
        .variable("DLR_HUB_PORT_8080_TCP", "tcp://10.0.0.1:8080")
        .variable("DLR_HUB_PORT_8080_TCP_PROTO", "tcp")
        .variable("DLR_HUB_PORT_8080_TCP_PORT", "8080")
        .variable("DLR_HUB_PORT_8080_TCP_ADDR", "10.0.0.1")
        .variable("DLR_HUB_SERVICE_HOST", "10.0.0.1")
        .variable("DLR_HUB_SERVICE_PORT", "8080")
        .variable("DLR_HUB_SERVICE_PORT_HTTP", "8080");
    assertThat(folder.errors()).isEmpty();
    assertThat(folder.warnings())
        .singleElement()
        .asString()
        .contains("Kubernetes service", "enableServiceLinks");
  }

  @Test
  void secretsThatEverybodyMayReadAreWarnedAbout() throws IOException {
    folder.properties("dlr.ucloud.push.token=key").permissions("rw-r--r--");
    assertThat(folder.warnings()).singleElement().asString().contains("chmod o-r");
    folder.properties("dlr.phone.region=SG").permissions("rw-r--r--");
    assertThat(folder.warnings()).isEmpty();
  }

  @Test
  void aKeyThatNoLoadedRouteUsesIsWarnedAboutUnlessTheLedgerReadsIt() throws IOException {
    folder.route("mine.yaml", "- from: {uri: 'timer:t', steps: []}");
    folder.properties("dlr.ucloud.pull.limit=100", "dlr.query.schedule=1m", "dlr.phone.region=GB");
    assertThat(folder.warnings())
        .containsExactly(
            "dlr.ucloud.pull.limit (application.properties line 1) has no effect: no loaded route uses it");
  }

  @Test
  void aKeyThatNothingUsesIsWarnedAbout() throws IOException {
    folder.properties("drl.ucloud.account=x", "camel.main.name=mine");
    assertThat(folder.warnings())
        .containsExactly(
            "drl.ucloud.account (application.properties line 1) is used by no route and no key");
  }
}
