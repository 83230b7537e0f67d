package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombinationCheckTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(path).system("dlr.messages.token", "secret");
  }

  @Test
  void anEnabledPullNeedsItsKeys() throws IOException {
    folder.properties("dlr.ucloud.pull.enabled=true", "dlr.ucloud.public-key=k");
    assertThat(folder.errors())
        .containsExactly(
            "dlr.ucloud.private-key is not set, but dlr.ucloud.pull.enabled=true needs it; accepted"
                + " is any text");
  }

  @Test
  void aVideoQueryNeedsRegionAndZone() throws IOException {
    folder.properties(
        "dlr.ucloud.video-query.enabled=true",
        "dlr.ucloud.public-key=k",
        "dlr.ucloud.private-key=k",
        "dlr.ucloud.region=cn-zj");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.ucloud.zone is not set, but dlr.ucloud.video-query.enabled=true");
  }

  @Test
  void anEnabledHttpSinkNeedsAUrlAndWarnsWithoutASecret() throws IOException {
    folder.properties("dlr.sink.http.enabled=true");
    assertThat(folder.errors()).singleElement().asString().startsWith("dlr.sink.http.url");
    assertThat(folder.warnings()).anyMatch(line -> line.contains("dlr.sink.http.secret"));
  }

  @Test
  void theHttpSinksTrustStoreMustBeOneItsPasswordOpens() throws IOException {
    Certificates certificates = new Certificates(path);
    String store = "dlr.sink.http.trust-store=";
    String password = "dlr.sink.http.trust-store-password=";
    folder
        .system("dlr.sink.http.enabled", "true")
        .system("dlr.sink.http.url", "https://localhost/");
    folder.properties(store + certificates.store(), password + Certificates.PASSWORD);
    assertThat(folder.errors()).isEmpty();
    assertThat(folder.properties(store + certificates.pem()).errors()).isEmpty();

    folder.properties(store + certificates.store(), password + "another one");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.sink.http.trust-store is " + certificates.store())
        .contains("password")
        .doesNotContain("another one");
    assertThat(folder.properties(store + "nowhere.pem").errors())
        .singleElement()
        .asString()
        .contains("there is no such file", "accepted is");
    folder.system("dlr.sink.http.enabled", "false");
    assertThat(folder.errors()).as("not looked at while the sink is off").isEmpty();
  }

  @Test
  void theHttpSinkHasOneWayOfAuthentication() throws IOException {
    folder.properties(
        "dlr.sink.http.enabled=true",
        "dlr.sink.http.url=https://localhost/",
        "dlr.sink.http.username=u",
        "dlr.sink.http.bearer-token=t");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("dlr.sink.http.bearer-token", "dlr.sink.http.username", "accepted is one");
  }

  @Test
  void theHttpSinksHeadersMustBeHeadersAndAreNotShown() throws IOException {
    for (String headers : new String[] {"no header", "X: 1; webhook-id: 2"}) {
      assertThat(folder.properties("dlr.sink.http.headers=" + headers).errors())
          .singleElement()
          .asString()
          .startsWith("dlr.sink.http.headers=")
          .contains("Name: value")
          .doesNotContain(headers);
    }
    assertThat(folder.properties("dlr.sink.http.headers=X-A: b; X-C: d").errors()).isEmpty();
  }

  @Test
  void thePortsMustDiffer() throws IOException {
    assertThat(folder.properties("camel.management.port=8080").errors())
        .singleElement()
        .asString()
        .startsWith("camel.management.port=8080");
    assertThat(folder.properties("camel.management.port=0", "camel.server.port=0").errors())
        .isEmpty();
  }

  @Test
  void aManagementPortForOthersIsWarnedAbout() throws IOException {
    folder.properties("camel.management.host=0.0.0.0");
    assertThat(folder.warnings()).singleElement().asString().contains("dlr.management.token");
    folder.properties("camel.management.host=0.0.0.0", "dlr.management.token=secret");
    assertThat(folder.warnings()).isEmpty();
  }
}
