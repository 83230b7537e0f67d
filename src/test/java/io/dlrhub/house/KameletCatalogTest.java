package io.dlrhub.house;

import static io.dlrhub.house.KameletFile.list;
import static io.dlrhub.house.KameletFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The rules of the validator that Camel's own catalogue runs (apache/camel-kamelets,
 * script/validator), and what Kaoto and Karavan show beyond them. Of its rules only the provider is
 * another: these are not the Apache Software Foundation's.
 */
class KameletCatalogTest {

  private static final Set<String> NAMESPACES =
      Set.of("File", "HTTP", "Messaging", "Transformation");
  private static final Set<String> GROUPS =
      Set.of("urn:camel:group:credentials", "urn:camel:group:advanced");
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean", "number");
  private static final Set<String> FORMATS = Set.of("password", "uri", "duration");
  private static final Pattern DURATION = Pattern.compile("\\d+(ms|s|m|h|d)");
  private static final Pattern SMALL_WORD = Pattern.compile("of|the|a|an|and|or|to|in");
  private static final Pattern LIBRARY = Pattern.compile("mvn:([^:]+):([^:]+):([^:]+)");
  private static final String ICON = "data:image/svg+xml;base64,";

  static List<KameletFile> kamelets() throws IOException {
    return KameletFile.all();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void isOfAKindThatItsNameAndTitleSay(KameletFile kamelet) {
    assertThat(kamelet.type()).isIn("source", "action", "sink");
    assertThat(kamelet.name()).endsWith("-" + kamelet.type());
    String kind = kamelet.type().substring(0, 1).toUpperCase() + kamelet.type().substring(1);
    assertThat(kamelet.definition().get("title")).asString().endsWith(" " + kind);
    assertThat(kamelet.definition().get("type")).isEqualTo("object");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void saysWhereItBelongsInACatalogue(KameletFile kamelet) {
    assertThat(kamelet.annotation("provider")).isEqualTo("DLR Hub");
    assertThat(kamelet.annotation("kamelet.support.level")).isEqualTo("Stable");
    assertThat(kamelet.annotation("kamelet.group")).asString().isNotBlank();
    assertThat(kamelet.annotation("kamelet.namespace")).isIn(NAMESPACES);
  }

  /** Of Camel: tools offer a Kamelet for the version it is made for. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void isOfTheCamelItIsBuiltFor(KameletFile kamelet) throws Exception {
    assertThat(kamelet.annotation("catalog.version")).isEqualTo(pom("camel.version"));
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void hasAnIconThatIsADrawing(KameletFile kamelet) throws Exception {
    String icon = String.valueOf(kamelet.annotation("kamelet.icon"));
    assertThat(icon).startsWith(ICON);
    byte[] svg = Base64.getDecoder().decode(icon.substring(ICON.length()));
    Element drawing = xml().parse(new ByteArrayInputStream(svg)).getDocumentElement();
    assertThat(drawing.getTagName()).isEqualTo("svg");
    assertThat(drawing.getAttribute("viewBox")).isNotEmpty();
    assertThat(drawing.getChildNodes().getLength()).isPositive();
  }

  @Test
  void noTwoHaveOneTitleDescriptionOrIcon() throws IOException {
    assertThat(kamelets()).extracting(k -> k.definition().get("title")).doesNotHaveDuplicates();
    assertThat(kamelets())
        .extracting(k -> k.definition().get("description"))
        .doesNotHaveDuplicates();
    assertThat(kamelets()).extracting(k -> k.annotation("kamelet.icon")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyHasATitleInCapitalsATypeAndAGroupThatIsKnown(KameletFile kamelet) {
    kamelet
        .properties()
        .forEach(
            (name, value) -> {
              Map<?, ?> schema = map(value);
              assertThat(schema.get("description")).as("%s", name).asString().isNotBlank();
              assertThat(TYPES).as("type of %s", name).contains((String) schema.get("type"));
              String title = (String) schema.get("title");
              assertThat(title).as("title of %s", name).doesNotMatch("(The|A|An) .*");
              for (String word : title.split(" ")) {
                assertThat(SMALL_WORD.matcher(word).matches() || !word.matches("[a-z].*"))
                    .as("'%s' in the title of %s begins with a capital", word, name)
                    .isTrue();
              }
              if (schema.containsKey("format")) {
                assertThat(FORMATS)
                    .as("format of %s", name)
                    .contains((String) schema.get("format"));
              }
              assertThat(list(schema.get("x-descriptors")))
                  .as("descriptors of %s", name)
                  .doesNotHaveDuplicates()
                  .allMatch(GROUPS::contains);
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyShowsAValue(KameletFile kamelet) {
    kamelet
        .properties()
        .forEach(
            (name, value) -> {
              Map<?, ?> schema = map(value);
              boolean secret = "password".equals(schema.get("format"));
              boolean choice = "boolean".equals(schema.get("type")) || schema.containsKey("enum");
              assertThat(schema.containsKey("example"))
                  .as("example of %s, which no secret and no choice has", name)
                  .isEqualTo(!secret && !choice);
              for (String key : List.of("default", "example")) {
                if (schema.get(key) != null) {
                  assertThat(fits(schema, schema.get(key))).as("%s of %s", key, name).isTrue();
                }
              }
              assertThat(schema.get("default")).as("%s", name).isNotEqualTo("");
              if (choice) {
                assertThat(schema.get("default")).as("default of %s", name).isNotNull();
              }
            });
  }

  private static boolean fits(Map<?, ?> schema, Object value) {
    boolean typed =
        switch ((String) schema.get("type")) {
          case "integer" -> value instanceof Integer;
          case "boolean" -> value instanceof Boolean;
          case "number" -> value instanceof Number;
          default -> value instanceof String;
        };
    String text = String.valueOf(value);
    boolean formed = !"duration".equals(schema.get("format")) || DURATION.matcher(text).matches();
    boolean matches = !(schema.get("pattern") instanceof String p) || text.matches(p);
    boolean among = !schema.containsKey("enum") || list(schema.get("enum")).contains(value);
    return typed && formed && matches && among && inRange(schema, value);
  }

  private static boolean inRange(Map<?, ?> schema, Object value) {
    return !(value instanceof Integer number)
        || (!(schema.get("minimum") instanceof Integer least) || number >= least)
            && (!(schema.get("maximum") instanceof Integer most) || number <= most);
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyThatIsRequiredIsThereOnce(KameletFile kamelet) {
    assertThat(list(kamelet.definition().get("required")))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(kamelet.properties().containsKey(name)).isTrue());
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void saysWhatGoesInAndWhatComesOut(KameletFile kamelet) {
    Map<?, ?> types = map(kamelet.spec().get("dataTypes"));
    if (!kamelet.type().equals("source")) {
      assertThat(types.containsKey("in")).isTrue();
    }
    assertThat(types.containsKey("out")).isEqualTo(!kamelet.type().equals("sink"));
    types.forEach(
        (slot, value) -> {
          Map<?, ?> known = map(map(value).get("types"));
          assertThat(known.containsKey(map(value).get("default"))).as("default %s", slot).isTrue();
          known.forEach(
              (name, type) ->
                  assertThat(List.of("format", "description", "mediaType"))
                      .as("%s %s", slot, name)
                      .allSatisfy(key -> assertThat(map(type).get(key)).isNotNull()));
        });
  }

  /** The steps are classes of this jar, so a tool that runs a Kamelet alone must fetch it. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void namesEveryLibraryInTheVersionItIsBuiltWith(KameletFile kamelet) throws Exception {
    Set<String> camel = new TreeSet<>();
    for (Object dependency : list(kamelet.spec().get("dependencies"))) {
      if (dependency.toString().startsWith("camel:")) {
        camel.add(dependency.toString());
        continue;
      }
      Matcher library = LIBRARY.matcher(dependency.toString());
      assertThat(library.matches()).as("%s", dependency).isTrue();
      assertThat(library.group(3)).as("%s", dependency).isEqualTo(version(library.group(2)));
    }
    assertThat(list(kamelet.spec().get("dependencies")).toString()).contains("io.dlrhub:dlr-hub:");
    assertThat(camel).contains("camel:core", "camel:kamelet");
    for (String scheme : List.of("platform-http", "timer")) {
      boolean used = kamelet.spec().get("template").toString().contains("uri=" + scheme + ":");
      assertThat(camel.contains("camel:" + scheme)).as(scheme).isEqualTo(used);
    }
    assertThat(camel.contains("camel:bean"))
        .as("camel:bean")
        .isEqualTo(kamelet.spec().get("template").toString().contains("bean={"));
  }

  /** Of a dependency in the pom, or of the pom itself. */
  private static String version(String artifact) throws Exception {
    Document pom = xml().parse(Path.of("pom.xml").toFile());
    if (child(pom.getDocumentElement(), "artifactId").equals(artifact)) {
      return child(pom.getDocumentElement(), "version");
    }
    NodeList dependencies = pom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String version = child(dependency, "version");
      if (child(dependency, "artifactId").equals(artifact) && version != null) {
        return version.startsWith("${") ? pom(version.replaceAll("[${}]", "")) : version;
      }
    }
    return null;
  }

  private static String pom(String property) throws Exception {
    Document pom = xml().parse(Path.of("pom.xml").toFile());
    return pom.getElementsByTagName(property).item(0).getTextContent();
  }

  private static String child(Element parent, String name) {
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i).getNodeName().equals(name)) {
        return parent.getChildNodes().item(i).getTextContent();
      }
    }
    return null;
  }

  private static DocumentBuilder xml() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }
}
