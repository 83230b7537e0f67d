package io.dlrhub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.Rejected;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The push Kamelet inside a host's context, which decides what happens behind it. */
class PushKameletTest {

  private static final String PUSH = UCloudPushes.delivered("s-1", "18512345678");
  private static final String OK = "{\"code\":0,\"message\":\"ok\"}";

  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<Exchange> taken = new CopyOnWriteArrayList<>();
  private HostContext host;

  @BeforeEach
  void makeHost() throws Exception {
    host = new HostContext();
    IntakeObserver observer =
        (provider, refusal, sender, bytes) -> refused.add(provider + " " + refusal.reason());
    host.context.getRegistry().bind("observer", observer);
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  @Test
  void handsOnReportsWithoutAHeaderOfTheRequest() throws Exception {
    start("?account=shop");

    HttpResponse<String> answer =
        Http.post(
            url("?a=b"), PUSH, "CamelFileName", "evil", "X-Forwarded-For", "1.2.3.4", "Q", "r");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    List<?> reports = taken.get(0).getMessage().getBody(List.class);
    assertThat(reports)
        .singleElement()
        .isInstanceOfSatisfying(
            DeliveryReport.class, report -> assertThat(report.account()).isEqualTo("shop"));
    assertThat(taken.get(0).getProperty("headers", Map.class)).isEmpty();
  }

  @Test
  void answersOnlyItsOwnHeaders() throws Exception {
    start("");
    HttpResponse<String> answer = Http.post(url(""), PUSH, "X-Trace", "1");
    assertThat(answer.headers().map()).containsOnlyKeys("content-length", "content-type");
  }

  @Test
  void answers503WhenADeadLetterChannelSwallowedTheFailure() throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(deadLetterChannel("log:dead?level=OFF"));
            failing(this);
          }
        });
    assertNotTaken();
  }

  @Test
  void answers503WhenAnOnExceptionHandledTheFailure() throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class).handled(true).to("log:dead?level=OFF");
            failing(this);
          }
        });
    assertNotTaken();
  }

  @Test
  void answers503WithoutAnErrorHandler() throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            failing(this);
          }
        });
    assertNotTaken();
  }

  @Test
  void answers503WithCamelsDefaultErrorHandler() throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            failing(this);
          }
        });
    assertNotTaken();
  }

  @Test
  void keepsAMalformedBodyAndAnswers400OnlyThen() throws Exception {
    start("");

    HttpResponse<String> answer = Http.post(url(""), "{\"MsgType\":2,");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"not JSON");
    assertThat(refused).containsExactly("ucloud malformed");
    assertThat(taken.get(0).getMessage().getBody(List.class)).isEmpty();
    Rejected rejected = (Rejected) taken.get(0).getProperty(Rejected.PROPERTY, List.class).get(0);
    assertThat(rejected.reason()).isEqualTo("not-json");
    assertThat(rejected.bytes()).asString().isEqualTo("{\"MsgType\":2,");
  }

  @Test
  void answers503ForAMalformedBodyThatCouldNotBeKept() throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(deadLetterChannel("log:dead?level=OFF"));
            failing(this);
          }
        });
    assertThat(Http.post(url(""), "nonsense").statusCode()).isEqualTo(503);
  }

  @Test
  void keepsARepliesMessageAndAnswersOk() throws Exception {
    start("");
    assertThat(Http.post(url(""), "{\"MsgType\":0,\"Data\":[{}]}").body()).isEqualTo(OK);
    Rejected rejected = (Rejected) taken.get(0).getProperty(Rejected.PROPERTY, List.class).get(0);
    assertThat(rejected.reason()).isEqualTo("reply");
  }

  @Test
  void refusesAnotherMethodBeforeEverythingElse() throws Exception {
    start("?token=secret&allow=10.0.0.0/8");
    HttpResponse<String> answer = Http.get(url(""));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    assertThat(answer.body()).startsWith("{\"code\":405,");
    assertThat(refused).containsExactly("ucloud method");
  }

  @Test
  void refusesASourceBeforeItsToken() throws Exception {
    start("?token=secret&allow=10.0.0.0/8");
    assertRefused(Http.post(url("?token=secret"), PUSH), 403, "network");
  }

  @Test
  void refusesATokenBeforeTheSizeOfTheBody() throws Exception {
    start("?token=secret&maxBodySize=10");
    assertRefused(Http.post(url("?token=wrong"), PUSH), 401, "token");
    assertRefused(Http.post(url("?token=secret"), PUSH), 413, "too-large");
  }

  @Test
  void takesEitherOfTwoTokensInEitherPlace() throws Exception {
    start("?token=RAW(old secret,n%40w+&x)");
    assertThat(Http.post(url("?token=old+secret"), PUSH).statusCode()).isEqualTo(200);
    assertThat(Http.post(url(""), PUSH, "Authorization", "Bearer old secret").statusCode())
        .isEqualTo(200);
    assertThat(Http.post(url(""), PUSH, "Authorization", "bearer n%40w+&x").statusCode())
        .isEqualTo(200);
    assertThat(Http.post(url("?token=n%2540w%2B%26x"), PUSH).statusCode()).isEqualTo(200);
    assertThat(Http.post(url(""), PUSH).statusCode()).isEqualTo(401);
  }

  @Test
  void believesOnlyATrustedProxyAboutTheSource() throws Exception {
    start("?allow=203.0.113.0/24&trustedProxies=127.0.0.0/8");
    assertThat(Http.post(url(""), PUSH, "X-Forwarded-For", "203.0.113.9").statusCode())
        .isEqualTo(200);
    assertThat(Http.post(url(""), PUSH, "X-Forwarded-For", "203.0.113.9, 192.0.2.1").statusCode())
        .isEqualTo(403);
  }

  /** Camel puts parameters of the query among the headers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?X-Forwarded-For=203.0.113.9",
        "?x-forwarded-for=203.0.113.9",
        "?X-Forwarded%2DFor=203.0.113.9",
        "?a=b&X-Forwarded-For=203.0.113.9&X-Forwarded-For=203.0.113.9",
        "?X-Forwarded-For=203.0.113.9;X-Real-IP=203.0.113.9"
      })
  void aParameterOfTheQueryIsNoHeaderOfAProxy(String query) throws Exception {
    start("?allow=203.0.113.0/24&trustedProxies=127.0.0.0/8");
    assertThat(Http.post(url(query), PUSH).statusCode()).isEqualTo(403);
    assertThat(Http.post(url(query), PUSH, "X-Forwarded-For", "192.0.2.1").statusCode())
        .isEqualTo(403);
    String other = query.replace("X-Forwarded-For", "X-Real-IP");
    assertThat(Http.post(url(other), PUSH).statusCode()).isEqualTo(403);
    assertThat(taken).isEmpty();
  }

  @Test
  void doesNotStartWithAnEmptyToken() {
    assertThatThrownBy(() -> start("?token=a,"))
        .rootCause()
        .hasMessageContaining("parameter token of the push at /ucloud/reports has an empty token");
  }

  @Test
  void doesNotStartWithANetworkThatIsNone() {
    assertThatThrownBy(() -> start("?allow=10.0.0.0/33"))
        .rootCause()
        .hasMessageContaining("parameter allow of the push at /ucloud/reports has '10.0.0.0/33'");
  }

  @Test
  void doesNotStartAtAPathThatAnotherHas() throws Exception {
    start("/first");
    assertThatThrownBy(
            () ->
                host.context.addRoutes(
                    new RouteBuilder() {
                      @Override
                      public void configure() {
                        from("kamelet:ucloud-usms-push-source/second").to("mock:x");
                      }
                    }))
        .rootCause()
        .hasMessageContaining("path of second is '/ucloud/reports', which first has already");
  }

  private void failing(RouteBuilder routes) {
    routes
        .from("kamelet:ucloud-usms-push-source")
        .throwException(new IllegalStateException("disk full"));
  }

  private void assertNotTaken() {
    HttpResponse<String> answer = Http.post(url(""), PUSH);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).startsWith("{\"code\":503,");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(refused).containsExactly("ucloud ledger");
  }

  private void assertRefused(HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"code\":" + status + ",\"message\":\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(refused).last().isEqualTo("ucloud " + reason);
    assertThat(taken).isEmpty();
  }

  private void start(String parameters) throws Exception {
    host.start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("kamelet:ucloud-usms-push-source" + parameters)
                .process(
                    exchange -> {
                      exchange.setProperty(
                          "headers", Map.copyOf(exchange.getMessage().getHeaders()));
                      taken.add(exchange.copy());
                    })
                .setHeader("CamelFileName", constant("x"))
                .setHeader("X-Leak", constant("y"));
          }
        });
  }

  private String url(String query) {
    return host.url("/ucloud/reports" + query);
  }
}
