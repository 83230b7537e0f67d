package io.dlrhub.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipFileTest {

  private static final int SINKS = 4;

  @TempDir Path folder;

  /** Files of a day are finished at midnight, in all sinks at once. */
  @Test
  void losesNothingWhenSeveralSinksFinishAFileOfTheSameNameAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SINKS);
    CyclicBarrier together = new CyclicBarrier(SINKS);
    TreeSet<String> expected = new TreeSet<>();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      List<Future<?>> done = new ArrayList<>();
      for (int sink = 0; sink < SINKS; sink++) {
        Path original =
            Files.createDirectories(folder.resolve("sink-" + sink)).resolve("day.ndjson");
        String text = ("sink " + sink + "\n").repeat(20_000);
        expected.add(text);
        Files.writeString(original, text);
        GzipFile gzip = new GzipFile();
        gzip.setDirectory(folder.resolve("archive").toString());
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(original.toFile());
        done.add(
            threads.submit(
                () -> {
                  together.await();
                  gzip.process(exchange);
                  return null;
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(archived()).isEqualTo(expected);
  }

  private TreeSet<String> archived() throws IOException {
    TreeSet<String> texts = new TreeSet<>();
    try (var files = Files.newDirectoryStream(folder.resolve("archive"))) {
      for (Path file : files) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }
}
