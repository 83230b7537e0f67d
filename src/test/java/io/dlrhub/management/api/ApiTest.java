package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.Reservation;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.RawHttp;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every endpoint has from the API, over HTTP, with endpoints made for it. */
class ApiTest {

  private static final String JSON = "application/json";

  @TempDir Path folder;
  private final CountDownLatch released = new CountDownLatch(1);
  private Ledger ledger;
  private Vertx vertx;
  private Api api;
  private int port;
  private String url;

  /** Answers what it was given. */
  private static final class Echo extends ApiEndpoint {
    Echo(String method, String path, String... names) {
      super(method, path, names);
    }

    @Override
    protected JsonNode answer(Call call) {
      Arguments given = call.given();
      return Json.object()
          .put("word", given.oneOf("word", List.of("one", "two")))
          .put("number", given.number("number", -5, 5))
          .put("flag", given.flag("flag"))
          .put("time", Json.time(given.time("time")))
          .put("day", String.valueOf(given.day("day")));
    }
  }

  private static final class Named extends ApiEndpoint {
    Named() {
      super("POST", "/api/things/{name}/do", "must");
    }

    @Override
    protected JsonNode answer(Call call) {
      call.given().required("must", call.given().text("must"));
      return Json.object().put("name", call.path().text("name"));
    }
  }

  private static final class Phones extends ApiEndpoint {
    Phones() {
      super("GET", "/api/phones");
    }

    @Override
    boolean showsPhones() {
      return true;
    }

    @Override
    protected JsonNode answer(Call call) {
      return Json.object();
    }
  }

  private final class Waiting extends ApiEndpoint {
    Waiting() {
      super("GET", "/api/waiting");
    }

    @Override
    protected JsonNode answer(Call call) {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Json.object();
    }
  }

  private static final class Failing extends ApiEndpoint {
    Failing() {
      super("GET", "/api/failing", "how");
    }

    @Override
    protected JsonNode answer(Call call) {
      throw call.given().text("how").equals("ledger")
          ? new LedgerException("the disk is gone")
          : new IllegalStateException("a mistake");
    }
  }

  @BeforeEach
  void serve() {
    serve(Access.OPEN);
  }

  private void serve(Access access) {
    ledger = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + folder.resolve("ledger.db")));
    vertx = Vertx.vertx();
    String[] names = {"word", "number", "flag", "time", "day"};
    api =
        new Api(
            List.of(
                new Echo("GET", "/api/echo", names),
                new Echo("POST", "/api/echo", names),
                new Echo("POST", "/api/post-only", names),
                new Named(),
                new Phones(),
                new Waiting(),
                new Failing()),
            () -> ledger,
            access,
            Clock.systemUTC());
    Router router = Router.router(vertx);
    api.install(router);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    port = server.actualPort();
    url = "http://127.0.0.1:" + port;
  }

  @AfterEach
  void stop() {
    released.countDown();
    api.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    if (ledger != null) {
      ledger.close();
    }
  }

  private HttpResponse<String> get(String path) {
    return Http.get(url + path);
  }

  private HttpResponse<String> post(String path, String body) {
    return Http.post(url + path, body, "Content-Type", JSON);
  }

  private static void refused(HttpResponse<String> answer, int status, String... parts) {
    assertThat(answer.body()).startsWith("{\"code\":" + status + ",\"message\":\"").contains(parts);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void handsOnWhatIsGiven() {
    String expected =
        "{\"word\":\"two\",\"number\":-5,\"flag\":true,\"time\":\"2026-11-20T08:00:00.500Z\","
            + "\"day\":\"2026-11-20\"}";
    assertThat(
            get("/api/echo?word=two&number=-5&flag=true&time=2026-11-20T08:00:00.5Z&day=2026-11-20")
                .body())
        .isEqualTo(expected);
    assertThat(
            post(
                    "/api/echo",
                    "{\"word\":\"two\",\"number\":-5,\"flag\":true,"
                        + "\"time\":\"2026-11-20T08:00:00.5Z\",\"day\":\"2026-11-20\"}")
                .body())
        .isEqualTo(expected);
    assertThat(get("/api/echo/").statusCode()).isEqualTo(200);
  }

  @Test
  void takesATimeWhosePlusSignWasNotEncoded() {
    assertThat(get("/api/echo?time=2026-11-20T16:00:00+08:00").body())
        .contains("\"time\":\"2026-11-20T08:00:00Z\"");
    assertThat(get("/api/echo?time=2026-11-20T16:00:00%2B08:00").body())
        .contains("\"time\":\"2026-11-20T08:00:00Z\"");
  }

  @Test
  void namesABadParameterAndWhatIsAccepted() {
    refused(get("/api/echo?wrod=one"), 400, "parameter wrod is unknown", "word, number, flag");
    refused(get("/api/waiting?x=1"), 400, "parameter x is unknown; none is accepted");
    refused(get("/api/echo?word=one&word=one"), 400, "parameter word is given more than once");
    refused(get("/api/echo?word="), 400, "parameter word is empty");
    refused(get("/api/echo?word=three"), 400, "parameter word is 'three'; accepted: one, two");
    refused(get("/api/echo?number=6"), 400, "number is '6'", "whole numbers from -5 to 5");
    refused(get("/api/echo?number=one"), 400, "number is 'one'");
    refused(get("/api/echo?number=99999999999999999999"), 400, "whole numbers from -5 to 5");
    refused(get("/api/echo?flag=yes"), 400, "flag is 'yes'; accepted: true, false");
    refused(get("/api/echo?time=yesterday"), 400, "time is 'yesterday'", "RFC 3339");
    refused(get("/api/echo?time=2026-11-20T08:00:00"), 400, "RFC 3339");
    refused(get("/api/echo?day=2026-02-30"), 400, "day is '2026-02-30'", "such as 2026-11-20");
    refused(get("/api/echo?word=" + "x".repeat(300)), 400, "word has 300 characters");
    try (RawHttp raw = RawHttp.connect(port)) {
      String answer = raw.send("GET /api/echo?word=%zz HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      assertThat(answer).startsWith("HTTP/1.1 400").contains("the query cannot be decoded");
    }
  }

  @Test
  void namesABadFieldAndWhatIsAccepted() {
    refused(post("/api/echo", "{\"wrod\":\"one\"}"), 400, "field wrod is unknown", "word, number");
    refused(post("/api/echo", "{\"word\":[1]}"), 400, "field word is not a string");
    refused(post("/api/echo", "{\"word\":\"one\",\"word\":\"two\"}"), 400, "Duplicate field");
    refused(post("/api/echo", "{\"number\":1.5}"), 400, "field number is '1.5'");
    refused(post("/api/echo", "[]"), 400, "not a JSON object");
    refused(post("/api/echo", "{\"word\":\"one\"} {}"), 400, "not JSON");
    refused(post("/api/echo", "{"), 400, "not JSON");
    refused(post("/api/echo?word=one", "{}"), 400, "parameter word is unknown");
    refused(post("/api/things/t/do", "{\"must\":null}"), 400, "field must is missing");
    refused(post("/api/things/t/do", ""), 400, "field must is missing");
  }

  @Test
  void handsOnTheVariablesOfAPath() {
    assertThat(post("/api/things/file/do", "{\"must\":\"x\"}").body())
        .isEqualTo("{\"name\":\"file\"}");
    refused(post("/api/things/do", "{}"), 404, "there is no /api/things/do");
  }

  @Test
  void saysWhatThereIs() {
    refused(
        get("/api/nothing"), 404, "there is no /api/nothing; there are /api/echo, /api/failing");
    refused(get("/api"), 404, "/api/echo");
  }

  @Test
  void answersAnotherMethodWithThoseThereAre() {
    HttpResponse<String> deleted = Http.send("DELETE", url + "/api/echo", BodyPublishers.noBody());
    refused(deleted, 405, "GET, HEAD, POST");
    assertThat(deleted.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    assertThat(get("/api/post-only").headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void answersHeadAsGetWithoutTheBody() {
    HttpResponse<String> head = Http.send("HEAD", url + "/api/echo", BodyPublishers.noBody());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(get("/api/echo").body().length()));
  }

  @Test
  void refusesAPostFromAPageOfAnotherServer() {
    refused(
        Http.post(url + "/api/echo", "{}", "Content-Type", JSON, "Origin", "https://example.com"),
        403,
        "https://example.com");
    refused(
        Http.post(url + "/api/echo", "{}", "Content-Type", JSON, "Origin", "null"),
        403,
        "pages of null");
    assertThat(Http.post(url + "/api/echo", "{}", "Content-Type", JSON, "Origin", url).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesABodyThatIsNotJson() {
    refused(Http.post(url + "/api/echo", "{}"), 415, JSON);
    refused(Http.post(url + "/api/echo", "{}", "Content-Type", "text/plain"), 415, JSON);
    refused(Http.post(url + "/api/echo", ""), 415, JSON);
    assertThat(Http.post(url + "/api/echo", "", "Content-Type", JSON).statusCode()).isEqualTo(200);
    assertThat(
            Http.post(url + "/api/echo", "{}", "Content-Type", "Application/JSON; charset=utf-8")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesALargeBody() {
    refused(post("/api/echo", "{\"word\":\"" + "x".repeat(20_000) + "\"}"), 413, "16384 bytes");
  }

  /** Nobody has said who may: what shows phones or changes something is off, the rest is not. */
  @Test
  void beyondLoopbackWithoutATokenNoPhonesAreShownAndNothingIsChanged() {
    stop();
    serve(Access.of(null, null, false));
    assertThat(Http.get(url + "/api/echo").statusCode()).isEqualTo(200);
    refused(post("/api/echo", "{}"), 403, "nothing can be changed", "dlr.management.token");
    refused(Http.get(url + "/api/phones"), 403, "shows phones", "dlr.management.read-token");
    stop();
    serve(Access.of(null, "reader", false));
    refused(Http.get(url + "/api/phones"), 401, "dlr.management.read-token");
    assertThat(Http.get(url + "/api/phones", "Authorization", "Bearer reader").statusCode())
        .isEqualTo(200);
  }

  /** What is posted here is part of the memory there is for what comes from outside. */
  @Test
  void answers503WhenAllMemoryForBodiesIsInUse() {
    List<Reservation> all = new ArrayList<>();
    try {
      for (String holder : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
        Reservation some = MemoryBudget.ofProcess().open(holder);
        all.add(some);
        takeAll(some);
      }
      HttpResponse<String> full = post("/api/echo", "{}");
      refused(full, 503, "try again");
      assertThat(full.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(Http.get(url + "/api/echo").statusCode()).isEqualTo(200);
    } finally {
      all.forEach(Reservation::close);
    }
    assertThat(post("/api/echo", "{}").statusCode()).isEqualTo(200);
  }

  private static void takeAll(Reservation some) {
    for (long bytes = 1 << 28; bytes > 0; bytes /= 2) {
      try {
        while (true) {
          some.objects(bytes);
        }
      } catch (MemoryRefused full) {
        // smaller pieces may fit
      }
    }
  }

  @Test
  void answers503WithoutALedgerThatCanBeRead() {
    refused(get("/api/failing?how=ledger"), 503, "the disk is gone");
    ledger.close();
    ledger = null;
    refused(get("/api/echo"), 503, "no ledger is open");
  }

  @Test
  void keepsAMistakeToTheLog() {
    HttpResponse<String> answer = get("/api/failing?how=otherwise");
    refused(answer, 500, "see the log");
    assertThat(answer.body()).doesNotContain("a mistake");
  }

  @Test
  void answers503WhenTooManyWait() {
    List<CompletableFuture<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      statuses.add(
          CompletableFuture.supplyAsync(() -> get("/api/waiting").statusCode(), ThreadEach::run));
    }
    CompletableFuture.anyOf(
            statuses.stream()
                .map(
                    one ->
                        one.thenCompose(status -> status == 503 ? one : new CompletableFuture<>()))
                .toArray(CompletableFuture[]::new))
        .join();
    released.countDown();
    assertThat(statuses.stream().map(CompletableFuture::join)).contains(200, 503);
  }

  private static final class ThreadEach {
    static void run(Runnable work) {
      new Thread(work).start();
    }
  }
}
