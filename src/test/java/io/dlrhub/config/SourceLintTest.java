package io.dlrhub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second account is a copied route: what its maker may forget to change. */
class SourceLintTest {

  @TempDir Path path;
  private Folder folder;
  private String shipped;

  @BeforeEach
  void shippedRoutes() throws IOException {
    shipped = Files.readString(Path.of("routes/ucloud.yaml"));
    folder = new Folder(path).route("ucloud.yaml", shipped).properties(on());
  }

  private static String[] on(String... more) {
    String both =
        "dlr.ucloud.push.enabled=true\ndlr.ucloud.pull.enabled=true\ndlr.ucloud.push.token=t\n";
    return new String[] {
      both + "dlr.ucloud.public-key=p\ndlr.ucloud.private-key=k\n" + String.join("\n", more)
    };
  }

  /** The shipped routes once more, with ids of their own. */
  private String copied() {
    return shipped
        .replace("id: ucloud-", "id: shop2-")
        .replace("-source/ucloud-", "-source/shop2-");
  }

  private String copiedWithKeysOfItsOwn() {
    return copied()
        .replace("{{dlr.ucloud.account}}", "{{dlr.shop2.account}}")
        .replace("{{dlr.ucloud.push.path}}", "{{dlr.shop2.path}}");
  }

  @Test
  void theShippedRoutesTakeNothingTwice() throws IOException {
    assertThat(folder.errors()).isEmpty();
  }

  /** Who may push is said, or nothing starts; what can be said is named. */
  @Test
  void pushesNeedATokenNetworksOrAWordThatAnyoneMay() throws IOException {
    folder.properties("dlr.ucloud.push.enabled=true");
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("dlr.ucloud.push.token", "dlr.ucloud.push.allow", "dlr.ucloud.push.open=true");
    for (String said :
        new String[] {"push.token=secret", "push.allow=10.0.0.0/8", "push.open=true"}) {
      folder.properties("dlr.ucloud.push.enabled=true", "dlr.ucloud." + said);
      assertThat(folder.errors()).as(said).isEmpty();
      assertThat(folder.warnings()).as(said).isEmpty();
    }
    folder.properties(on());
    folder.route(
        "shop2.yaml",
        copied().replaceAll("dlr.ucloud.(push.path|push.token|account)", "dlr.shop2.$1"));
    folder.properties(on("dlr.shop2.account=b", "dlr.shop2.push.path=/b"));
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .contains("shop2-push", "dlr.shop2.push.token", "dlr.ucloud.push.allow");
  }

  @Test
  void namesBothRoutesThatTakeTheSame() throws IOException {
    folder.route("shop2.yaml", copied());
    assertThat(folder.errors())
        .containsExactly(
            "routes/ucloud.yaml line 14, route ucloud-push takes pushes at /ucloud/reports, as"
                + " routes/shop2.yaml line 14, route shop2-push does; accepted is a path of its own",
            "routes/ucloud.yaml line 33, route ucloud-pull pulls account default, as routes/shop2.yaml line 33,"
                + " route shop2-pull does; accepted is an account of its own");
  }

  @Test
  void acceptsACopyWithPathAndAccountOfItsOwn() throws IOException {
    folder.properties(on("dlr.shop2.account=shop2", "dlr.shop2.path=/shop2/reports"));
    folder.route("shop2.yaml", copiedWithKeysOfItsOwn());
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void takesTheValueNotTheKeyAndADefaultToo() throws IOException {
    folder.properties(on("dlr.shop2.account=default", "dlr.shop2.path=/ucloud/reports"));
    folder.route("shop2.yaml", copiedWithKeysOfItsOwn());
    assertThat(folder.errors()).hasSize(2).allMatch(line -> line.contains("shop2.yaml"));

    folder.properties(on());
    folder.route("shop2.yaml", copied().replaceAll("(?m)^ +(path|account): .*\n", ""));
    assertThat(folder.errors()).hasSize(2);
  }

  @Test
  void aRouteThatIsSwitchedOffTakesNothing() throws IOException {
    folder.route(
        "shop2.yaml",
        copied()
            .replaceAll("\\{\\{dlr.ucloud.(push|pull).enabled}}", "{{dlr.shop2.enabled:false}}"));
    assertThat(folder.errors()).isEmpty();
  }

  @Test
  void aPushMayNotTakeThePathOfSentMessages() throws IOException {
    folder.route("messages.yaml", Files.readString(Path.of("routes/messages.yaml")));
    folder.properties(on("dlr.ucloud.push.path=/messages"));
    assertThat(folder.errors())
        .singleElement()
        .asString()
        .startsWith("routes/ucloud.yaml line 14, route ucloud-push takes pushes at /messages, as")
        .contains("routes/messages.yaml line 9, route messages does");
  }
}
