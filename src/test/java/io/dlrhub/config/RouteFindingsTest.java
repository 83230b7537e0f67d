package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in route files is told with file and line, all of it at once. */
class RouteFindingsTest {

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void empty() {
    folder = new Folder(path);
  }

  private static String feed(String id, String name, String options) {
    return """
        - route:
            id: %s
            errorHandler:
              noErrorHandler: {}
            from:
              uri: ledger:feed/%s
              parameters:
                %s
              steps:
                - log: x
        """
        .formatted(id, name, options);
  }

  @Test
  void allFindingsOfAllFilesAreToldAtOnce() throws IOException {
    folder
        .route("a.yaml", feed("a", "audit", "batchSise: 5"))
        .route("b.yaml", feed("b", "audit", "start: begin"))
        .route("c.yaml", feed("a", "third", "records: all").replace("- log: x", "- loog: x"))
        .route(
            "d.yaml",
            """
            - route:
                id: d
                from:
                  uri: timer:x
                  steps:
                    - to: ledger:append
                    - to: ledger:apend
            """);
    assertThat(folder.errors())
        .hasSize(7)
        .anyMatch(
            line ->
                line.startsWith(
                        "routes/a.yaml line 8, route a: ledger:feed/audit: option batchSise is not"
                            + " known; accepted are records, start, batchSize")
                    && line.endsWith("the nearest known one is batchSize"))
        .contains(
            "routes/b.yaml line 8, route b: ledger:feed/audit: option start is 'begin', accepted is"
                + " now or beginning",
            "routes/b.yaml line 1, route b begins at ledger:feed/audit, and so does routes/a.yaml"
                + " line 1, route a; accepted is another name for each, as a sink has one position",
            "routes/c.yaml line 1, route a has the id of routes/a.yaml line 1, route a; accepted is"
                + " an id of its own for each",
            "routes/c.yaml line 10: loog is no step that Camel knows; the nearest known one is log")
        .anyMatch(
            line ->
                line.startsWith("routes/d.yaml line 1, route d uses ledger:append or")
                    && line.endsWith("write errorHandler: {noErrorHandler: {}} under route:"))
        .anyMatch(
            line ->
                line.startsWith("routes/d.yaml line 7, route d: ledger:apend is not known;")
                    && line.endsWith("the nearest known one is append"));
  }

  @Test
  void twoRoutesOfOneIdAreAcceptedWhereOneIsNotMade() throws IOException {
    folder
        .route("a.yaml", feed("a", "one", "records: all"))
        .route(
            "b.yaml",
            feed("a", "two", "records: all")
                .replace("    id: a\n", "    id: a\n    precondition: \"{{dlr.b.on}}\"\n"))
        .properties("dlr.b.on=false");
    assertThat(folder.errors()).isEmpty();
    folder.properties("dlr.b.on=true");
    assertThat(folder.errors()).singleElement().asString().startsWith("routes/b.yaml line 1, ");
  }

  /** Seen on Camel 4.18.0: the start ends in a NullPointerException. */
  @Test
  void aKameletMayNotBeCalledAsARouteIs() throws IOException {
    folder.route(
        "a.yaml",
        feed("a", "a", "records: all")
            .replace("- log: x", "- to: kamelet:record-json-action/a?without=raw"));
    assertThat(folder.errors())
        .containsExactly(
            "routes/a.yaml line 10, route a uses kamelet:record-json-action/a, whose name is the id"
                + " of routes/a.yaml line 1, route a; accepted is another name after the /");
  }

  @Test
  void anAccountWhoseFiguresTwoRoutesFetchIsTold() throws IOException {
    String fetch =
        """
        - route:
            id: %1$s
            errorHandler:
              noErrorHandler: {}
            from:
              uri: kamelet:tencent-sms-statistics-source/%1$s-source
              parameters:
                account: shop
                sdkAppId: 1400
                appKey: key
              steps:
                - to: ledger:append
        """;
    folder.route("a.yaml", fetch.formatted("a")).route("b.yaml", fetch.formatted("b"));
    assertThat(folder.errors())
        .containsExactly(
            "routes/b.yaml line 8, route b fetches the figures of account shop, as routes/a.yaml"
                + " line 8, route a does; accepted is an account of its own");
  }

  @Test
  void aParameterOfAKameletIsToldWithItsOwnLine() throws IOException {
    folder.route(
        "a.yaml",
        feed("a", "a", "records: all")
            .replace(
                "- log: x",
                """
                - to:
                            uri: kamelet:record-json-action/a-json
                            parameters:
                              without: raw
                              maks: phone
                """));
    assertThat(folder.errors())
        .containsExactly(
            "routes/a.yaml line 14, route a, Kamelet record-json-action has no parameter maks; the"
                + " nearest known one is mask");
  }

  @Test
  void aKeyGivenTwiceIsToldWithBothLines() throws IOException {
    folder.route("a.yaml", "- route:\n    id: a\n    id: b\n");
    assertThat(folder.errors())
        .containsExactly("routes/a.yaml is not YAML: line 3: id is there already, in line 2");
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() throws IOException {
    folder.route("a.yaml", "- route:\n    id: [\n");
    assertThat(folder.errors()).singleElement().asString().startsWith("routes/a.yaml line 3 is");
  }
}
