package io.dlrhub.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.config.KeyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * README and the pages under docs: their tables are those of the code, their links lead somewhere.
 * {@code mvn test -Dtest=ReadmeTest -Dreadme.update=true} writes the tables anew.
 */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]*)(?:#([^)\\s]+))?\\)");

  private static final Pattern CITED =
      Pattern.compile("\\b(docs/[\\w./-]+\\.(?:md|yaml|service))\\b");
  private static final Pattern PAPERS =
      Pattern.compile("protocol notes|[(;] ?(?:contract|architecture), (?:section|\")");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void readmeIsReadInOneGo() throws IOException {
    assertThat(Documents.lines(README)).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void theTableOfKeysIsThatOfTheCode() throws IOException {
    check(Path.of("docs/configuration.md"), "keys", KeyTable.markdown());
  }

  @Test
  void theTablesOfKameletOptionsAreThoseOfTheDefinitions() throws IOException {
    check(Path.of("docs/kamelets.md"), "kamelets", KameletTables.markdown());
  }

  @Test
  void theTableOfTheComponentsOptionsIsThatOfItsCatalogue() throws IOException {
    check(Path.of("docs/embedding.md"), "ledger", ComponentTable.markdown());
  }

  @Test
  void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
    Set<String> astray = new TreeSet<>();
    for (Path page : Documents.all()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        Path target = links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1));
        if (!Files.exists(target) || !hasHeading(target, links.group(2))) {
          astray.add(page + " -> " + links.group());
        }
      }
    }
    assertThat(astray).isEmpty();
  }

  @Test
  void everyPageIsReachedFromReadme() throws IOException {
    Set<Path> reached = new TreeSet<>();
    follow(README, reached);
    assertThat(reached).containsAll(Documents.all());
  }

  @Test
  void everyTestThatAPageNamesIsThere() throws IOException {
    Set<String> there = Documents.tests();
    Set<String> astray = new TreeSet<>();
    for (Path page : Documents.all()) {
      Matcher names = TEST.matcher(Files.readString(page));
      while (names.find()) {
        if (!there.contains(names.group(1))) {
          astray.add(page + " -> " + names.group(1));
        }
      }
    }
    assertThat(astray).isEmpty();
  }

  @Test
  void everyPageThatCodeCitesIsThere() throws IOException {
    Set<String> astray = new TreeSet<>();
    for (Path source : Documents.sources()) {
      String text = Files.readString(source);
      Matcher pages = CITED.matcher(text.replaceAll("\\s+\\*\\s", " "));
      while (pages.find()) {
        if (!Files.exists(Path.of(pages.group(1)))) {
          astray.add(source + " -> " + pages.group());
        }
      }
      if (PAPERS.matcher(text).find()) {
        astray.add(source + " cites a paper that is elsewhere");
      }
    }
    assertThat(astray).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      Set<Path> packages =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(packages)
          .as("packages without a package-info.java")
          .allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }
  }

  /** A name that is said leads to one place. */
  @Test
  void noTwoClassesHaveOneName() throws IOException {
    Set<String> names = new TreeSet<>();
    Set<String> twice = new TreeSet<>();
    for (Path source : Documents.sources()) {
      String name = source.getFileName().toString();
      if (source.startsWith("src/main") && !name.equals("package-info.java") && !names.add(name)) {
        twice.add(name);
      }
    }
    assertThat(twice).isEmpty();
  }

  private static void follow(Path page, Set<Path> reached) throws IOException {
    if (!reached.add(page)) {
      return;
    }
    Matcher links = LINK.matcher(Files.readString(page));
    while (links.find()) {
      Path target = page.resolveSibling(links.group(1)).normalize();
      if (target.toString().endsWith(".md")) {
        follow(target, reached);
      }
    }
  }

  private static boolean hasHeading(Path page, String anchor) throws IOException {
    return anchor == null || headings(Documents.lines(page)).contains(anchor);
  }

  /** As GitHub makes anchors of headings. */
  private static Set<String> headings(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static void check(Path page, String name, String expected) throws IOException {
    String text = Files.readString(page);
    String begin = "<!-- " + name + " -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- /" + name + " -->");
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(page, text.substring(0, from) + expected + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(expected);
    }
  }
}
