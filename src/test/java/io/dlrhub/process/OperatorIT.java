package io.dlrhub.process;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.Http;
import io.dlrhub.testing.HubProcess;
import io.dlrhub.testing.Receiver;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, against a running hub. */
class OperatorIT {

  /** Enough for a replay at 20 a second not to be over before it is looked at. */
  private static final int PUSHED = 2000;

  @TempDir Path path;
  private Receiver receiver;
  private HubFolder folder;

  @BeforeEach
  void configure() throws IOException {
    receiver = Receiver.start();
    folder =
        new HubFolder(
            path,
            "dlr.sink.http.enabled=true",
            "dlr.sink.http.batch-size=10",
            "dlr.sink.http.url=" + receiver.url());
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** What a command wrote, and its exit code. */
  private record Said(int code, String out, String err) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new AssertionError(out, e);
      }
    }
  }

  private Said type(String... words) {
    try (HubProcess command = HubProcess.start(path, words)) {
      int code = command.exitCode();
      return new Said(code, command.out(), command.err());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Said done(String... words) {
    Said said = type(words);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).isEmpty();
    return said;
  }

  private void push(String session, int count) {
    assertThat(Http.post(folder.pushes(), UCloudPushes.delivered(session, count)).statusCode())
        .isEqualTo(200);
  }

  private void awaitReceived(int count) {
    await().atMost(LIMIT).until(() -> receiver.received().size() >= count);
  }

  private static boolean has(Receiver.Request request, String message) {
    return request.text().contains("\"" + message + "\"");
  }

  @Test
  void handlesDeadLetters() throws Exception {
    receiver.answering(request -> Receiver.Answer.of(has(request, "bad") ? 422 : 200));
    try (HubProcess hub = folder.start()) {
      push("bad", 3);
      push("good", 5);
      awaitReceived(5);
      await()
          .atMost(LIMIT)
          .until(() -> done("dead-letters", "--json").json().path("deadLetters").size() == 3);
      String[] lines = done("dead-letters", "--limit", "2").out().split("\n");
      assertThat(lines[0]).matches("ID +SINK +SINCE +LAST +TRIED +RETRY +MESSAGE +REASON");
      assertThat(lines[1]).contains(" http ", " bad ", "answered 422");
      assertThat(lines).hasSize(4);
      assertThat(lines[3]).startsWith("more: --before ");
      String id = lines[1].strip().split(" ")[0];

      assertThat(done("dead-letters", "show", id).out())
          .contains("answered 422", "\"messageId\" : \"bad\"");
      assertThat(done("dead-letters", "discard", id, "--reason", "tested").out())
          .contains("1 dead letters were discarded");
      assertThat(hub.err()).contains("Dead letter " + id + " of sink http", "discarded: tested");
      assertThat(type("dead-letters", "show", id).code()).isEqualTo(1);

      receiver.answering(request -> Receiver.Answer.of(200));
      assertThat(done("dead-letters", "retry", "--sink", "http", "--text", "422").out())
          .contains("2 dead letters go to their sink again");
      awaitReceived(7);
      await().atMost(LIMIT).until(() -> done("dead-letters").out().equals("no dead letters\n"));
    }
  }

  /** From the folder's own configuration, the environment or the command line. */
  @Test
  void showsATokenWhereOneIsAskedFor() throws Exception {
    Path properties = path.resolve("application.properties");
    Files.writeString(
        properties,
        "\ndlr.management.token=the-token\ndlr.management.read-token=reader\n",
        StandardOpenOption.APPEND);
    try (HubProcess hub = folder.start()) {
      assertThat(done("sinks").out()).contains("file ");
      assertThat(done("sinks", "--token", "reader").out()).contains("file ");
      Said wrong = type("sinks", "--token", "wrong");
      assertThat(wrong.code()).isEqualTo(1);
      assertThat(wrong.err()).contains("dlr.management.token").doesNotContain("the-token");
      Said reader = type("sinks", "pause", "file", "--token=reader");
      assertThat(reader.code()).isEqualTo(1);
      assertThat(reader.err()).contains("may read only");
      assertThat(done("sinks", "pause", "file").out()).contains("sink file is paused");
      assertThat(hub.err()).doesNotContain("the-token", "reader");
    }
  }

  @Test
  void showsPausesAndResumesSinks() throws Exception {
    try (HubProcess hub = folder.start()) {
      assertThat(done("sinks", "pause", "http").out()).contains("sink http is paused");
      push("m", 4);
      await().atMost(LIMIT).until(() -> done("sinks").out().matches("(?s).*\nhttp +paused +4 .*"));
      assertThat(done("sinks").out()).containsPattern("SINK +STATE +WAITING").contains("file ");
      JsonNode sink = done("sinks", "resume", "http", "--json").json();
      assertThat(sink.path("paused").asBoolean(true)).isFalse();
      awaitReceived(4);
      Said unknown = type("sinks", "pause", "ftp");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err()).isEqualTo("no sink is called ftp; there are file, http\n");
    }
  }

  @Test
  void replaysAndWaitsForTheEnd() throws Exception {
    try (HubProcess hub = folder.start()) {
      push("m", 25);
      awaitReceived(25);
      Said said = done("replay", "http", "--since", "2h", "--status", "delivered", "--wait");
      assertThat(said.out()).contains("replay-1 to http is done: 100%, 25 delivered, 0 refused");
      assertThat(receiver.received()).hasSize(50);
      assertThat(done("replay", "http", "--json").json().path("state").asText()).isEqualTo("done");
      Said cancel = type("replay", "http", "--cancel");
      assertThat(cancel.code()).isEqualTo(1);
      assertThat(cancel.err()).contains("no replay of sink http runs");
    }
  }

  @Test
  void aReplayGoesOnWithoutItsWatcherAndAfterAKillAndCanBeCancelled() throws Exception {
    int replayed;
    try (HubProcess hub = folder.start()) {
      push("m", PUSHED);
      awaitReceived(PUSHED);
      try (HubProcess watcher =
          HubProcess.start(
              path, "replay", "http", "--since", "2h", "--max-per-second", "20", "--wait")) {
        awaitReceived(PUSHED + 30);
        watcher.terminate();
        watcher.exitCode();
        assertThat(watcher.err())
            .contains("the replay goes on; end it with", "replay http --cancel");
      }
      Said second = type("replay", "http", "--since", "1h");
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err()).contains("replay-1 of sink http runs already");
      hub.kill();
      replayed = receiver.received().size() - PUSHED;
      assertThat(replayed).isBetween(30, PUSHED - 30);
    }
    try (HubProcess hub = folder.start()) {
      awaitReceived(PUSHED + replayed + 20);
      assertThat(done("sinks").out()).containsPattern("http +running .* [1-9]\\d?% ");
      assertThat(done("replay", "http", "--cancel").out())
          .contains("replay-1 to http is cancelled");
    }
    List<String> phones =
        receiver.received().stream()
            .skip(PUSHED)
            .map(one -> ((io.dlrhub.report.DeliveryReport) one).phone())
            .distinct()
            .toList();
    assertThat(phones).as("each in its turn").isSorted();
  }

  @Test
  void aHubThatDoesNotRunIsOneLine() {
    for (List<String> words :
        List.of(
            List.of("sinks"),
            List.of("dead-letters"),
            List.of("replay", "http", "--since", "1h", "--wait"))) {
      Said said = type(words.toArray(String[]::new));
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.out()).isEmpty();
      assertThat(said.err())
          .startsWith("no hub answers at http://127.0.0.1:" + folder.managementPort)
          .hasLineCount(1);
    }
    Said elsewhere = type("sinks", "--url", "http://127.0.0.1:1/");
    assertThat(elsewhere.err()).startsWith("no hub answers at http://127.0.0.1:1;");
  }

  @Test
  void wrongUsageIsExitCodeTwoAndSaysWhatIsAccepted() {
    usage(
        "unknown option --sinc of replay; the nearest known one is --since",
        "replay",
        "http",
        "--sinc=1h");
  }

  private void usage(String message, String... words) {
    Said said = type(words);
    assertThat(said.code()).as(message).isEqualTo(2);
    assertThat(said.err()).contains(message).contains("see java -jar dlr-hub.jar " + words[0]);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void helpIsThereWithoutAHub() {
    for (String word : List.of("sinks", "replay", "dead-letters")) {
      assertThat(done(word, "--help").out())
          .startsWith(done("help", word).out())
          .contains("Usage: java -jar dlr-hub.jar " + word, "--json", "--url", "Examples:");
    }
    assertThat(done("dead-letters", "discard", "--help").out())
        .contains("Usage: java -jar dlr-hub.jar dead-letters discard", "--reason", "--json");
    assertThat(done("--help").out()).contains("sinks", "replay", "dead-letters");
  }
}
