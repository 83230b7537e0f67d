package io.dlrhub.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dlrhub.testing.Chromium;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page as people use it, in a real Chromium; pictures of it are in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {

  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String PHONE = "18512345678";

  private final AtomicBoolean refusing = new AtomicBoolean(true);
  private Path folder;
  private HubUnderTest hub;
  private Receiver receiver;

  @BeforeAll
  void start(@TempDir Path newFolder) {
    folder = newFolder;
    receiver =
        Receiver.start()
            .answering(
                request ->
                    Receiver.Answer.of(
                        refusing.get() && request.text().contains("refused-") ? 422 : 200));
    hub =
        HubUnderTest.in(folder)
            .with("dlr.management.token", "may-do-all")
            .with("dlr.management.read-token", "may-read")
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.url", receiver.url())
            .start();
    hub.push("", UCloudPushes.delivered("session-1", 20));
    hub.push("", UCloudPushes.delivered("refused-1", PHONE));
    hub.push("", UCloudPushes.delivered("refused-1", PHONE));
    hub.push("", "{\"MsgType\":2,\"Data\":[{\"Phone\":\"" + PHONE + "\",\"Extra\":1}]}");
  }

  @AfterAll
  void stop() {
    hub.close();
    receiver.close();
  }

  private Chromium page(String language, String token) throws Exception {
    Chromium browser = Chromium.start(folder.resolve("chromium-" + language + token), language);
    browser.look("light", 1280);
    browser.open(hub.managementUrl("/"));
    browser.until("document.querySelector('#token') && !document.querySelector('#token').hidden");
    browser.value(
        "document.getElementById('token-value').value='"
            + token
            + "'; document.querySelector('#token-form button').click()");
    browser.until("document.querySelector('#token').hidden");
    browser.until("document.querySelector('#dead-letters button')");
    return browser;
  }

  private static String text(Chromium browser, String selector) {
    return browser.value("document.querySelector('" + selector + "').innerText").asText();
  }

  private static void click(Chromium browser, String name) {
    browser.until("document.querySelector('button[aria-label=\"" + name + "\"]:not(:disabled)')");
    browser.value("document.querySelector('button[aria-label=\"" + name + "\"]').click()");
  }

  private static void assertAccessible(Chromium browser) throws Exception {
    try (InputStream axe =
        DashboardTest.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      browser.value(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";1");
    }
    JsonNode findings =
        browser.value(
            "axe.run().then(found => found.violations.map(one => one.id + ' '"
                + " + one.nodes.map(node => node.html).join(' | ')))");
    assertThat(findings).as("findings of axe-core").isEmpty();
  }

  @Test
  void itsFilesComeWithAStrictPolicyAndWithoutAToken() {
    for (String path :
        new String[] {
          "/", "/page/main.js", "/page/style.css", "/page/uPlot.esm.js", "/page/uPlot.min.css"
        }) {
      HttpResponse<String> answer = Http.get(hub.managementUrl(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe", "http");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
    assertThat(Http.get(hub.managementUrl("/page/Dashboard.class")).statusCode()).isEqualTo(404);
  }

  @Test
  void anOperatorLooksUpRetriesPausesAndReplays() throws Exception {
    try (Chromium browser = page("en", "may-do-all")) {
      assertThat(text(browser, "#health")).contains("UP");
      assertThat(text(browser, "#quarantine")).contains("Extra").doesNotContain(PHONE);
      assertThat(text(browser, "#dead-letters")).contains("refused-1").doesNotContain(PHONE);
      browser.until("document.querySelector('#chart canvas').width > 0");
      browser.value(
          "document.getElementById('query').value='refused-1';"
              + " document.querySelector('#find button').click()");
      browser.until("document.querySelector('ol[aria-label=Timeline] li')");
      assertThat(text(browser, "ol[aria-label=Timeline]"))
          .contains("Delivered", "refused-1", "push", "came again 1", "http: dead letter")
          .doesNotContain(PHONE);
      browser.value("document.getElementById('phones').click()");
      browser.until("document.querySelector('#found').innerText.includes('" + PHONE + "')");
      browser.value("document.getElementById('phones').click()");
      browser.until("!document.querySelector('#found').innerText.includes('" + PHONE + "')");
      assertAccessible(browser);
      browser.screenshot(PICTURES.resolve("wide-light.png"));
      browser.look("dark", 1280);
      assertAccessible(browser);
      browser.screenshot(PICTURES.resolve("wide-dark.png"));
      browser.look("light", 380);
      browser.until("document.documentElement.scrollWidth <= 380");
      assertAccessible(browser);
      browser.screenshot(PICTURES.resolve("narrow-light.png"));
      String before = text(browser, "#reports .body");
      hub.push("", UCloudPushes.delivered("session-2", 5));
      browser.until("document.querySelector('#reports .body').innerText !== " + quoted(before));
      refusing.set(false);
      click(browser, "Retry 1");
      browser.until("!document.querySelector('#dead-letters button')");
      click(browser, "Pause http");
      click(browser, "Resume http");
      click(browser, "Replay http");
      browser.until("document.getElementById('ask').open");
      browser.value("document.getElementById('ask-yes').click()");
      browser.until("!document.getElementById('ask').open");
      browser.until(
          "document.querySelector('#changes').innerText.includes('/api/sinks/http/replay')");
      assertThat(text(browser, "#changes")).contains("(page)", "/api/dead-letters/1/retry");
      assertThat(text(browser, "#sources")).contains("ucloud", "push");
      assertThat(text(browser, "#problem")).isEmpty();
      assertThat(
              Http.get(
                      hub.managementUrl("/api/sinks/http/replay"),
                      "Authorization",
                      "Bearer may-do-all")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aReaderInChineseIsShownWhatMayNotBeDone() throws Exception {
    try (Chromium browser = page("zh-CN", "may-read")) {
      assertThat(browser.value("document.documentElement.lang").asText()).isEqualTo("zh-CN");
      assertThat(text(browser, "#sinks h2")).isEqualTo("去向");
      browser.until("document.querySelector('#sinks button').disabled");
      assertThat(browser.value("document.querySelector('#sinks button').title").asText())
          .isEqualTo("您的令牌只能读取。");
      assertThat(browser.value("document.cookie").asText()).isEmpty();
      assertAccessible(browser);
      browser.screenshot(PICTURES.resolve("chinese-reader.png"));
    }
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
