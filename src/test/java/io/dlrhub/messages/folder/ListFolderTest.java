package io.dlrhub.messages.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.memory.MemoryBudget;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.SentMessage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a list is taken, what is read of it and where it lies then, with a clock the test moves. */
class ListFolderTest {

  private static final String HEADER = "provider,messageId,phones\n";

  @TempDir Path temporary;
  @AutoClose private final DefaultCamelContext context = new DefaultCamelContext();
  private final MemoryBudget memory = MemoryBudget.ofHeap(256L << 20);
  private Path folder;
  private long nanos;
  private ListFolder lists;

  @BeforeEach
  void watch() throws IOException {
    folder = Files.createDirectory(temporary.resolve("lists"));
    lists = watching("5s");
  }

  private ListFolder watching(String quiet) {
    ListFolder folderOfLists = new ListFolder(() -> nanos, memory);
    folderOfLists.setCamelContext(context);
    folderOfLists.setDirectory(folder.toString());
    folderOfLists.setQuiet(quiet);
    return folderOfLists;
  }

  @Test
  void takesAListWhenItWasQuiet() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    assertThat(look()).isEmpty();
    assertThat(lookAfter("4900ms")).isEmpty();
    assertThat(lookAfter("100ms")).containsExactly("a");
    assertThat(folder.resolve("done/a.csv")).exists();
    assertThat(folder.resolve("a.csv")).doesNotExist();
  }

  /** Lists have a share of the memory for what comes from outside, and wait for it. */
  @Test
  void waitsForMemory() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    look();
    try (Reservation one = memory.openLarge("one");
        Reservation other = memory.openLarge("other")) {
      one.objects(memory.mostOfOne());
      other.objects(memory.mostOfOne());
      assertThat(lookAfter("5s")).isEmpty();
      assertThat(folder.resolve("a.csv")).exists();
    }
    assertThat(look()).containsExactly("a");
    assertThat(memory.held()).isZero();
  }

  @Test
  void waitsAgainForAWriterThatStalled() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    look();
    assertThat(lookAfter("4s")).isEmpty();
    append("a.csv", "ucloud,b,18512345678\n");
    assertThat(lookAfter("4s")).isEmpty();
    assertThat(lookAfter("4s")).isEmpty();
    assertThat(lookAfter("1s")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv.tmp", "a.csv.part", "A.CSV.FILEPART", ".a.csv", "a.csv.uploading"})
  void takesAListAtOnceThatWasSeenUnderATemporaryName(String name) throws IOException {
    write(name, HEADER + "ucloud,a,18512345678\n");
    look();
    Files.move(folder.resolve(name), folder.resolve("a.csv"));
    assertThat(look()).containsExactly("a");
  }

  @Test
  void waitsForAListThatWasRenamedUnseen() throws IOException {
    write("other.tmp", "");
    look();
    Files.writeString(temporary.resolve("a.csv"), HEADER + "ucloud,a,18512345678\n");
    Files.move(temporary.resolve("a.csv"), folder.resolve("a.csv"));
    assertThat(look()).isEmpty();
    assertThat(lookAfter("5s")).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.tmp", "a.part", "a.filepart", "a.csv.TMP", ".a.csv", ".a.ndjson", "~$a.csv"})
  void neverTakesAFileThatIsNotCompleteByItsName(String name) throws IOException {
    write(name, HEADER + "ucloud,a,18512345678\n");
    look();
    assertThat(lookAfter("30d")).isEmpty();
    assertThat(folder.resolve(name)).exists();
  }

  @Test
  void takesListsInOrderOfAge() throws IOException {
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    for (int i = 0; i < 20; i++) {
      write("list-" + i + ".csv", HEADER + "ucloud,m" + i + ",\n");
      Files.setLastModifiedTime(
          folder.resolve("list-" + i + ".csv"), FileTime.from(noon.minusSeconds(i)));
    }
    look();
    List<String> oldestFirst = new ArrayList<>();
    for (int i = 19; i >= 0; i--) {
      oldestFirst.add("m" + i);
    }
    assertThat(lookAfter("5s")).isEqualTo(oldestFirst);
  }

  @Test
  void readsAListAgainThatGrewInDone() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    look();
    lookAfter("5s");
    append("done/a.csv", "ucloud,b,18512345678\n");
    assertThat(look()).isEmpty();
    assertThat(lookAfter("5s")).containsExactly("a", "b");
    assertThat(lookAfter("5s")).as("nothing more").isEmpty();
    assertThat(files("done")).containsExactly("a.csv");
  }

  @Test
  void readsAListAgainThatFailedHalfWritten() throws IOException {
    write("a.ndjson", "{\"provider\":\"ucloud\",\"messageId\":\"a\"}\n{\"provider\":\"ucl");
    look();
    assertThat(lookAfter("5s")).isEmpty();
    assertThat(files("failed")).containsExactly("a.ndjson", "a.ndjson.reason.txt");
    append("failed/a.ndjson", "oud\",\"messageId\":\"b\"}\n");
    look();
    assertThat(lookAfter("5s")).containsExactly("a", "b");
    assertThat(files("failed")).isEmpty();
    assertThat(files("done")).containsExactly("a.ndjson");
  }

  @Test
  void readsAListAgainThatGrewWhileItWasTracked() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    look();
    nanos += Duration.ofSeconds(5).toNanos();
    Exchange exchange = take();
    append("a.csv", "ucloud,b,18512345678\n");
    assertThat(ids(exchange)).as("what was seen").containsExactly("a");
    lists.tracked(exchange);
    assertThat(folder.resolve("a.csv")).as("not put aside").exists();
    look();
    assertThat(lookAfter("5s")).containsExactly("a", "b");
  }

  @Test
  void keepsEveryFileOfOneName() throws IOException {
    for (String id : List.of("a", "b", "c")) {
      write("list.csv", HEADER + "ucloud," + id + ",\n");
      write("bad.csv", HEADER + "tencent," + id + ",\n");
      look();
      assertThat(lookAfter("5s")).containsExactly(id);
    }
    assertThat(files("done")).containsExactly("list-2.csv", "list-3.csv", "list.csv");
    assertThat(folder.resolve("done/list.csv")).hasContent(HEADER + "ucloud,a,\n");
    assertThat(folder.resolve("done/list-3.csv")).hasContent(HEADER + "ucloud,c,\n");
    assertThat(files("failed"))
        .containsExactly(
            "bad-2.csv",
            "bad-2.csv.reason.txt",
            "bad-3.csv",
            "bad-3.csv.reason.txt",
            "bad.csv",
            "bad.csv.reason.txt");
  }

  @Test
  void leavesAListThatCouldNotBeTracked() throws IOException {
    write("a.csv", HEADER + "ucloud,a,18512345678\n");
    look();
    nanos += Duration.ofSeconds(5).toNanos();
    lists.notTracked(take());
    assertThat(lookAfter("1s")).as("a pause").isEmpty();
    assertThat(lookAfter("5s")).containsExactly("a");
    assertThat(folder.resolve("done/a.csv")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty.csv", "header-only.csv"})
  void isDoneWithAListOfNothing(String name) throws IOException {
    Files.copy(sample(name), folder.resolve(name));
    Files.createFile(folder.resolve("empty.ndjson"));
    look();
    assertThat(lookAfter("5s")).isEmpty();
    assertThat(files("done")).containsExactlyInAnyOrder(name, "empty.ndjson");
    assertThat(files("")).as("no lock file").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "phone-column.csv, a, 18512345678",
    "semicolon-sep.csv, a, 18512345678",
    "gbk.csv, a, 18512345678",
    "utf16.csv, a, 18512345678",
    "separators.csv, a b c d e, 18512345678 18512345679"
  })
  void readsAListAsItIsFound(String name, String ids, String phones) throws IOException {
    Files.copy(sample(name), folder.resolve(name));
    look();
    nanos += Duration.ofSeconds(5).toNanos();
    List<SentMessage> messages = messages(take());
    assertThat(messages).extracting(SentMessage::messageId).containsExactly(ids.split(" "));
    assertThat(messages).allSatisfy(m -> assertThat(m.phones()).containsExactly(phones.split(" ")));
    if (name.equals("gbk.csv")) {
      assertThat(messages.get(0).reference()).isEqualTo("订单一");
    }
  }

  @Test
  void refusesAPhoneThatASpreadsheetShortenedAndReadsTheOthers() throws IOException {
    Files.copy(sample("excel-numbers.csv"), folder.resolve("bad.csv"));
    List<String> lines = new ArrayList<>(Files.readAllLines(sample("excel-numbers.csv")));
    lines.remove(1);
    Files.write(folder.resolve("good.csv"), lines);
    look();
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(messages(take()))
        .hasSize(3)
        .allSatisfy(m -> assertThat(m.phones()).containsExactly("18512345678"));
    assertThat(folder.resolve("failed/bad.csv.reason.txt"))
        .content()
        .startsWith("line 2, column phones holds '1.86E+10', which is no phone; accepted are");
  }

  @Test
  void writesNoControlCharacterIntoAReason() throws IOException {
    Files.copy(sample("control-characters.ndjson"), folder.resolve("a.ndjson"));
    write("b.csv", "provider,messageId,\u001b[2J\u202E\nucloud,a,b\n");
    write("c.csv", HEADER + "ucloud,\"a\nINFO forged\",\n");
    write("d.json", "{\"provider\":\"" + "\u202E".repeat(100_000) + "\"}");
    look();
    assertThat(lookAfter("5s")).isEmpty();
    for (String name : List.of("a.ndjson", "b.csv", "c.csv", "d.json")) {
      assertThat(folder.resolve("failed/" + name + ".reason.txt"))
          .content()
          .hasSizeLessThan(400)
          .matches("[^\\p{Cc}\\p{Cf}]+\n");
    }
  }

  @Test
  void readsTheCharsetItIsTold() throws IOException {
    lists.setCharset("Big5");
    Files.write(
        folder.resolve("a.csv"),
        (HEADER.replace("phones", "reference") + "ucloud,a,訂單\n")
            .getBytes(Charset.forName("Big5")));
    Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xFF, (byte) 0xFF, 'a'});
    look();
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(messages(take())).extracting(SentMessage::reference).containsExactly("訂單");
    assertThat(folder.resolve("failed/b.csv.reason.txt")).content().contains("is not text in Big5");
  }

  @Test
  void makesTheFolderWhereThereIsNone() throws IOException {
    Files.delete(folder);
    assertThat(look()).isEmpty();
    assertThat(folder).isDirectory();
  }

  private List<String> lookAfter(String pause) throws IOException {
    nanos += Duration.ofMillis(TimeUtils.toMilliSeconds(pause)).toNanos();
    return look();
  }

  /** Takes what is complete; the ids of its messages, which are tracked then. */
  private List<String> look() throws IOException {
    Exchange exchange = take();
    if (exchange.isRouteStop()) {
      return List.of();
    }
    List<String> ids = ids(exchange);
    lists.tracked(exchange);
    return ids;
  }

  private Exchange take() {
    Exchange exchange = new DefaultExchange(context);
    lists.take(exchange);
    return exchange;
  }

  private static List<String> ids(Exchange exchange) {
    return messages(exchange).stream().map(SentMessage::messageId).toList();
  }

  private static List<SentMessage> messages(Exchange exchange) {
    List<SentMessage> messages = new ArrayList<>();
    ((Iterator<?>) exchange.getMessage().getBody())
        .forEachRemaining(message -> messages.add((SentMessage) message));
    return messages;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  private List<String> files(String shelf) throws IOException {
    if (!Files.isDirectory(folder.resolve(shelf))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve(shelf))) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Path sample(String name) {
    return Path.of("src/test/resources/lists", name);
  }
}
