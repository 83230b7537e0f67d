package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(path);
  }

  private Settings settings() {
    return folder.read().settings();
  }

  @Test
  void withoutAFileTheDefaultsAreInForce() {
    assertThat(settings().get("dlr.ledger.url")).isEqualTo("jdbc:sqlite:data/ledger.db");
    assertThat(settings().get("camel.management.host")).isEqualTo("127.0.0.1");
    assertThat(settings().isOn("dlr.sink.file.enabled")).isTrue();
    assertThat(settings().find("dlr.ucloud.push.token")).isEmpty();
  }

  @Test
  void theFileWinsOverDefaultsTheEnvironmentOverTheFileAndSystemPropertiesOverBoth()
      throws IOException {
    folder.properties("dlr.ucloud.private-key=file", "dlr.ucloud.account=file");
    assertThat(settings().get("dlr.ucloud.account")).isEqualTo("file");
    folder.variable("DLR_UCLOUD_PRIVATE_KEY", "environment");
    assertThat(settings().get("dlr.ucloud.private-key")).isEqualTo("environment");
    folder.system("dlr.ucloud.private-key", "system");
    assertThat(settings().get("dlr.ucloud.private-key")).isEqualTo("system");
  }

  @Test
  void aVariableReachesAKeyOfTheSitesOwnThatARouteUses() throws IOException {
    folder
        .route("shop2.yaml", "- from: {uri: \"timer:x?period={{dlr.shop2.public-key}}\"}")
        .variable("DLR_SHOP2_PUBLIC_KEY", "k");
    assertThat(settings().get("dlr.shop2.public-key")).isEqualTo("k");
  }

  @Test
  void valuesAreTrimmedButPasswordsAreNot() throws IOException {
    folder.properties("dlr.ucloud.public-key=  key \t", "dlr.ledger.password=\\ secret ");
    assertThat(settings().get("dlr.ucloud.public-key")).isEqualTo("key");
    assertThat(settings().get("dlr.ledger.password")).isEqualTo(" secret ");
  }

  @Test
  void anEmptyValueCountsAsAbsent() throws IOException {
    folder.properties("dlr.ucloud.push.token=", "dlr.ucloud.account=  ");
    assertThat(settings().find("dlr.ucloud.push.token")).isEmpty();
    assertThat(settings().get("dlr.ucloud.account")).isEqualTo("default");
  }

  @Test
  void camelsTwoSpellingsAreOneKey() throws IOException {
    folder.properties("camel.server.maxBodySize=2048");
    assertThat(settings().get("camel.server.max-body-size")).isEqualTo("2048");
  }

  @Test
  void aByteOrderMarkDoesNotHideTheFirstKey() throws IOException {
    Files.writeString(path.resolve("application.properties"), "\uFEFFdlr.ucloud.account=shop");
    assertThat(settings().get("dlr.ucloud.account")).isEqualTo("shop");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    folder.properties("dlr.ucloud.account=\\u00zz");
    assertThatThrownBy(this::settings)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageStartingWith("application.properties cannot be read");
  }

  @Test
  void secretsAreListedLongestFirstWithEachOfTwoTokens() throws IOException {
    folder.properties("dlr.ucloud.push.token=abcdef,ghijk", "dlr.shop2.private-key=own");
    folder.route("x.yaml", "- from: {uri: \"timer:{{dlr.shop2.private-key}}\"}");
    assertThat(settings().secrets()).containsExactly("abcdef,ghijk", "abcdef", "ghijk", "own");
  }
}
