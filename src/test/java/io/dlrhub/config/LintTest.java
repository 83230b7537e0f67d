package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            "routes/till.yaml, route till, Kamelet till-source has no parameter limt; the nearest"
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
            "routes/till.yaml, route till, Kamelet till-source: parameter key is missing");
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
    assertThat(folder.errors()).singleElement().asString().contains("limit=soon is not accepted");
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
        .startsWith("routes/a.yaml, route a uses ledger:append")
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
    assertThat(folder.errors()).singleElement().asString().contains("routes/b.yaml, route b");
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
        .startsWith("routes/broken.yaml is not YAML")
        .doesNotContain("\n");
  }
}
