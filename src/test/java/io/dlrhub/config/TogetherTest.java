package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TogetherTest {

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
  void thePortsMustDiffer() throws IOException {
    assertThat(folder.properties("camel.management.port=8080").errors())
        .singleElement()
        .asString()
        .startsWith("camel.management.port=8080");
    assertThat(folder.properties("camel.management.port=0", "camel.server.port=0").errors())
        .isEmpty();
  }

  @Test
  void aPushWithoutTokenAndNetworksIsWarnedAbout() throws IOException {
    folder.properties("dlr.ucloud.push.enabled=true");
    assertThat(folder.warnings()).singleElement().asString().contains("dlr.ucloud.push.token");
    folder.properties("dlr.ucloud.push.enabled=true", "dlr.ucloud.push.allow=10.0.0.0/8");
    assertThat(folder.warnings()).isEmpty();
  }

  @Test
  void listsOfMessagesWithoutATokenAreWarnedAboutUnlessOnLoopback() throws IOException {
    folder = new Folder(path);
    assertThat(folder.warnings()).singleElement().asString().startsWith("dlr.messages.token");
    assertThat(folder.properties("camel.server.host=127.0.0.1").warnings()).isEmpty();
  }

  @Test
  void aManagementPortForOthersIsWarnedAbout() throws IOException {
    folder.properties("camel.management.host=0.0.0.0");
    assertThat(folder.warnings()).singleElement().asString().contains("no password");
  }
}
