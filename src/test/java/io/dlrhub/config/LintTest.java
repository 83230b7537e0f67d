package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata: {name: till-source}
      spec:
        definition:
          required: [key]
          properties:
            key: {type: string, format: password}
            limit: {type: integer, default: 10, minimum: 1, maximum: 200}
            kind: {type: string, enum: [receipt, refund]}
            twice: {type: boolean, default: false}
            code: {type: string, pattern: "^[A-Z]{3}$"}
        template:
          from: {uri: "timer:{{key}}", steps: [{to: kamelet:sink}]}
      """;

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void kamelet() throws IOException {
    folder = new Folder(path).route("till-source.kamelet.yaml", KAMELET);
  }

  private Folder using(String parameters) throws IOException {
    return folder.route(
        "till.yaml",
        """
        - route:
            id: till
            from:
              uri: kamelet:till-source/till-one
              parameters: %s
              steps: [{log: x}]
        """
            .formatted(parameters));
  }

  @Test
  void acceptsWhatTheKameletDeclares() throws IOException {
    assertThat(using("{key: k, limit: 200, kind: refund, twice: true, code: ABC}").errors())
        .isEmpty();
  }

  @Test
  void refusesAMisspeltParameterWithTheNearest() throws IOException {
    assertThat(using("{key: k, limt: 5}").errors())
        .containsExactly(
            "routes/till.yaml line 5, route till, Kamelet till-source has no parameter limt; the nearest"
                + " known one is limit");
  }

  @Test
  void refusesAMisspeltParameterInTheQueryOfAUri() throws IOException {
    folder.route(
        "query.yaml",
        "- route: {id: q, from: {uri: \"timer:x\", steps: [{to: \"kamelet:till-source?key={{?a}}&kin=x\"}]}}");
    assertThat(folder.errors()).singleElement().asString().contains("kin").endsWith("kind");
  }

  @Test
  void refusesAMissingRequiredParameter() throws IOException {
    assertThat(using("{limit: 5}").errors())
        .containsExactly(
            "routes/till.yaml line 4, route till, Kamelet till-source: parameter key is missing");
  }

  @Test
  void refusesValuesOutOfTypeRangeChoiceAndPattern() throws IOException {
    assertThat(using("{key: k, limit: 201, kind: gift, twice: maybe, code: abc}").errors())
        .hasSize(4)
        .anyMatch(
            line ->
                line.endsWith(
                    "limit=201 is not accepted; accepted is a whole number from 1 to 200"))
        .anyMatch(line -> line.endsWith("kind=gift is not accepted; accepted is receipt or refund"))
        .anyMatch(line -> line.endsWith("twice=maybe is not accepted; accepted is true or false"))
        .anyMatch(
            line -> line.endsWith("code=abc is not accepted; accepted is a text like ^[A-Z]{3}$"));
  }

  @Test
  void looksAtTheValueBehindAPlaceholder() throws IOException {
    using("{key: k, limit: \"{{dlr.till.limit}}\"}").properties("dlr.till.limit=soon");
    assertThat(folder.errors())
        .containsExactly(
            "dlr.till.limit=soon is not accepted; accepted is a whole number from 1 to 200; it is"
                + " parameter limit of Kamelet till-source in routes/till.yaml line 5, route till");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url|ftp://receiver/|ftp://receiver/|begins with http:// or https://",
        "url|https://me:pass/w@rd@receiver/|https://me:***@receiver/|dlr.sink.http.password",
        "url|https://token@receiver/|https://***@receiver/|holds no user or password",
        "secret|whsec_c2hvcnQ=|***|whsec_ and the base64 of 24 to 64 bytes"
      })
  void aKeyOfARecipeIsHeldToWhatTheShippedRoutesKeyTakes(
      String word, String value, String shown, String accepted) throws IOException {
    folder
        .route("failures.yaml", Files.readString(Path.of("docs/recipes/failures-webhook.yaml")))
        .properties(
            word.equals("url") ? "" : "dlr.sink.failures.url=https://receiver/",
            "dlr.sink.failures." + word + "=" + value);
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("dlr.sink.failures." + word + "=" + shown + " is not accepted; accepted is ")
        .contains(accepted)
        .endsWith(
            "; it is parameter "
                + word
                + " of Kamelet record-http-sink in routes/failures.yaml line "
                + (word.equals("url") ? 20 : 21)
                + ", route failures-sink");
  }

  @Test
  void aKeyOfARecipeWithAGoodValueIsAccepted() throws IOException {
    folder
        .route("failures.yaml", Files.readString(Path.of("docs/recipes/failures-webhook.yaml")))
        .properties(
            "dlr.sink.failures.url=https://receiver:8443/a@b?c=d",
            "dlr.sink.failures.secret=pass+word&=");
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void aValueInTheRouteItselfIsHeldToItToo() throws IOException {
    folder.route(
        "own.yaml",
        """
        - route:
            id: own
            errorHandler: {noErrorHandler: {}}
            from:
              uri: ledger:feed/own
              steps:
                - to: {uri: kamelet:record-jms-sink/own-jms, parameters: {url: "RAW(broker:61616)"}}
        """);
    assertThat(folder.errors())
        .containsExactly(
            "routes/own.yaml line 7, route own, Kamelet record-jms-sink: parameter url=broker:61616 is not"
                + " accepted; accepted is a broker as its client writes it, such as"
                + " tcp://localhost:61616");
  }

  private static String sink(String id, String name) {
    return """
        - route:
            id: %s
            precondition: "{{dlr.%s.on:true}}"
            errorHandler: {noErrorHandler: {}}
            description: "to: whoever wants it"
            from: {uri: "ledger:feed/%s", steps: [{log: x}]}
        """
        .formatted(id, id, name);
  }

  @Test
  void refusesTwoRoutesThatFeedOneSinkWithBothOfThem() throws IOException {
    folder.route("a.yaml", sink("a", "audit")).route("b.yaml", sink("b", "audit"));
    assertThat(folder.errors())
        .containsExactly(
            "routes/b.yaml line 1, route b begins at ledger:feed/audit, and so does routes/a.yaml"
                + " line 1, route a;"
                + " accepted is another name for each, as a sink has one position");
    folder.properties("dlr.b.on=false");
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void refusesTwoRoutesWhoseSinksHaveOneNameOnlyWhenTheirKeysAreFilledIn() throws IOException {
    folder
        .route("a.yaml", sink("a", "{{dlr.till.a}}"))
        .route("b.yaml", sink("b", "{{dlr.till.b}}"))
        .properties("dlr.till.a=audit", "dlr.till.b=audit");
    assertThat(folder.errors()).singleElement().asString().contains("ledger:feed/audit");
    folder.properties("dlr.till.a=audit", "dlr.till.b=books");
    assertThat(folder.errors()).isEmpty();
  }

  private static String copied(String id, String instance, String directory) {
    return """
        - route:
            id: %1$s
            precondition: "{{dlr.%1$s.on:true}}"
            errorHandler: {noErrorHandler: {}}
            from:
              uri: ledger:feed/%1$s
              steps:
                - to:
                    uri: kamelet:record-file-sink/%2$s
                    parameters: {directory: "RAW(%3$s)"}
        """
        .formatted(id, instance, directory);
  }

  /** Seen on Camel 4.18.0: both routes write to b, and a counts as delivered. */
  @Test
  void refusesTwoInstancesOfAKameletWithOneName() throws IOException {
    folder.route("a.yaml", copied("a", "files", "a")).route("b.yaml", copied("b", "files", "b"));
    assertThat(folder.errors())
        .containsExactly(
            "routes/b.yaml line 9, route b uses kamelet:record-file-sink/files, and so does"
                + " routes/a.yaml line 9, route a with other parameters; accepted is another name after the / for each, or"
                + " one takes the place of the other");
    folder.properties("dlr.b.on=false");
    assertThat(folder.errors()).isEmpty();
    folder.properties().route("b.yaml", copied("b", "b-files", "b"));
    assertThat(folder.errors()).isEmpty();
    folder.route("b.yaml", copied("b", "files", "a"));
    assertThat(folder.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.sink", "my sink", "a/b", ""})
  void refusesANameThatIsNoneOfASink(String name) throws IOException {
    folder.route("a.yaml", sink("a", name));
    assertThat(folder.errors())
        .containsExactly(
            "routes/a.yaml line 1, route a begins at ledger:feed/"
                + name
                + ", which is no name of a sink; accepted are letters, digits, - and _");
    folder.properties("dlr.a.on=false");
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void aPlaceholderWithoutAValueIsNamedUnlessTheRouteIsOff() throws IOException {
    assertThat(using("{key: \"{{dlr.till.key}}\"}").errors())
        .singleElement()
        .asString()
        .endsWith("dlr.till.key is not set");
    folder.route(
        "till.yaml",
        """
        - route:
            id: till
            precondition: "{{dlr.till.enabled:false}}"
            from: {uri: kamelet:till-source, parameters: {key: "{{dlr.till.key}}"}, steps: []}
        """);
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void refusesAValueThatCamelWouldEncodeBesideARawOne() throws IOException {
    assertThat(using("{key: \"RAW(a&b)\", kind: receipt, code: ABC}").errors()).isEmpty();
    folder.properties("dlr.till.path=/till");
    assertThat(using("{key: \"{{dlr.till.path}}\", limit: 5}").errors()).isEmpty();
    folder.route(
        "till-source.kamelet.yaml", KAMELET.replace("code:", "path: {type: string}\n      code:"));
    assertThat(using("{key: \"RAW(a&b)\", path: \"{{dlr.till.path}}\"}").errors())
        .singleElement()
        .asString()
        .endsWith("path would arrive URL-encoded; write path: \"RAW({{dlr.till.path}})\"");
  }

  @Test
  void refusesAnAppendWithAnErrorHandler() throws IOException {
    folder.route(
        "a.yaml", "- route: {id: a, from: {uri: \"timer:x\", steps: [{to: ledger:append}]}}");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("routes/a.yaml line 1, route a uses ledger:append")
        .endsWith("write errorHandler: {noErrorHandler: {}} under route:");
  }

  @Test
  void refusesAFeedWithADeadLetterChannelOfItsOwn() throws IOException {
    folder.route(
        "b.yaml",
        """
        - route:
            id: b
            errorHandler: {deadLetterChannel: {deadLetterUri: "log:x"}}
            from: {uri: ledger:feed/b, steps: [{log: x}]}
        """);
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("routes/b.yaml line 1, route b");
  }

  @Test
  void acceptsAnAppendWithoutErrorHandler() throws IOException {
    folder.route(
        "c.yaml",
        """
        - route:
            id: c
            errorHandler: {noErrorHandler: {}}
            from: {uri: "timer:x", steps: [{to: {uri: ledger:append}}]}
        """);
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void namesTheFileThatIsNotYaml() throws IOException {
    folder.route("broken.yaml", "- route: {id: [");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("routes/broken.yaml line 1 is not YAML")
        .doesNotContain("\n");
  }
}
