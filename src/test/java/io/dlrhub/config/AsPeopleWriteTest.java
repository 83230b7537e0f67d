package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write into application.properties and mean something else by. */
class AsPeopleWriteTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void folder() {
    folder = new Folder(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "'abc'"})
  void quotesAreToldWithTheLine(String value) throws IOException {
    folder.properties("# a comment", "", "dlr.messages.token=" + value);
    assertThat(folder.warnings())
        .containsExactly(
            "dlr.messages.token (application.properties line 3) is in quotes, which are part of the"
                + " value; leave them out");
  }

  @Test
  void aKeyGivenTwiceIsRefusedWithBothLines() throws IOException {
    folder.properties(
        "dlr.ucloud.account=a", "# more", "dlr.phone.region=CN", "dlr.ucloud.account = b");
    assertThat(folder.errors())
        .containsExactly(
            "dlr.ucloud.account is given twice, in application.properties lines 1 and 4; accepted"
                + " is once");
    folder.properties("camel.server.maxBodySize=1", "camel.server.max-body-size=2");
    assertThat(folder.errors()).singleElement().asString().contains("lines 1 and 2");
  }

  @Test
  void linesThatGoOnCountAsTheyLie() throws IOException {
    folder.properties("dlr.ucloud.push.allow=10.0.0.0/8,\\", "  10.1.0.0/16", "dlr.x=1");
    assertThat(folder.errors()).singleElement().asString().contains("line 3");
    assertThat(folder.read().settings().get("dlr.ucloud.push.allow"))
        .isEqualTo("10.0.0.0/8,10.1.0.0/16");
  }

  @Test
  void blanksAloneAreTold() throws IOException {
    folder.properties("dlr.ucloud.account=\u3000".replace('\u3000', '\t'));
    assertThat(folder.read().settings().get("dlr.ucloud.account")).isEqualTo("default");
    folder.variable("DLR_UCLOUD_ACCOUNT", "  ");
    assertThat(folder.warnings())
        .containsExactly(
            "dlr.ucloud.account (DLR_UCLOUD_ACCOUNT) holds blanks alone, which counts as not set");
  }

  /** An empty variable of a compose file would open what it was to close. */
  @Test
  void anEmptyTokenIsRefusedWhereItIsWritten() throws IOException {
    folder.properties("dlr.ucloud.push.token=");
    assertThat(folder.errors())
        .containsExactly(
            "dlr.ucloud.push.token (application.properties line 1) is empty; accepted is one"
                + " secret, or two separated by a comma; leave it out for none");
    folder.properties("").variable("DLR_MESSAGES_TOKEN", "");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.messages.token (DLR_MESSAGES_TOKEN) is empty");
    folder = new Folder(path).file("secret", "\n").variable("DLR_MESSAGES_TOKEN_FILE", "secret");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.messages.token (DLR_MESSAGES_TOKEN_FILE) is empty");
    folder = new Folder(path).system("dlr.messages.token", " ");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.messages.token (-Ddlr.messages.token) is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "C:\\temp", "a\\\\\\b"})
  void aBackslashThatTheSyntaxSwallowsIsRefused(String value) throws IOException {
    folder.properties("dlr.ucloud.private-key=" + value);
    assertThat(folder.errors())
        .containsExactly(
            "dlr.ucloud.private-key (application.properties line 1) has a backslash that the syntax"
                + " of the file takes away or changes; write two for one");
  }

  @ParameterizedTest
  @CsvSource({"a\\\\b,a\\b", "a\\:b\\=c\\#d\\!,a:b=c#d!", "\\u00e4,\u00e4"})
  void whatIsProtectedIsTaken(String written, String value) throws IOException {
    folder.properties("dlr.ucloud.private-key=" + written);
    assertThat(folder.errors()).isEmpty();
    assertThat(folder.read().settings().get("dlr.ucloud.private-key")).isEqualTo(value);
  }

  @Test
  void elsewhereABackslashIsOne() throws IOException {
    folder.file("key", "a\\b\n").variable("DLR_UCLOUD_PRIVATE_KEY_FILE", "key");
    folder.variable("DLR_UCLOUD_PUBLIC_KEY", "c\\d");
    assertThat(folder.errors()).isEmpty();
    assertThat(folder.read().settings().get("dlr.ucloud.private-key")).isEqualTo("a\\b");
    assertThat(folder.read().settings().get("dlr.ucloud.public-key")).isEqualTo("c\\d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camel.server.prot=1234|camel.server.port",
        "camel.sever.port=1234|camel.server.port",
        "camel.main.shutdownTimout=1|camel.main.shutdown-timeout",
        "camel.helth.enabled=true|camel.health.enabled"
      })
  void aKeyOfCamelsThatIsNoneIsNamedWithTheNearest(String line, String nearest) throws IOException {
    folder.properties(line);
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("(application.properties line 1) is no key of Camel's")
        .endsWith("; the nearest known one is " + nearest);
  }

  @Test
  void valuesOfCamelsKeysAreLookedAt() throws IOException {
    folder.properties("camel.main.tracing=yes", "camel.main.shutdown-timeout=soon");
    assertThat(folder.errors())
        .containsExactlyInAnyOrder(
            "camel.main.tracing=yes (application.properties line 1) is not accepted; accepted is"
                + " true or false",
            "camel.main.shutdown-timeout=soon (application.properties line 2) is not accepted;"
                + " accepted is a whole number");
    folder.properties(
        "camel.main.shutdownTimeout=3",
        "camel.component.jms.cacheLevelName=CACHE_NONE",
        "camel.beans.x=#class:a.B",
        "camel.health.config[routes].enabled=false",
        "camel.rest.api-properties.a=b");
    assertThat(folder.errors()).isEmpty();
  }
}
