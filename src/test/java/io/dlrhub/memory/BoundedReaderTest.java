package io.dlrhub.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedReaderTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final MemoryBudget budget = MemoryBudget.ofHeap(256 << 20);
  private final Reservation held = budget.open("test");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 99_999, 100_000})
  void readsAllUpToItsBound(int size) throws IOException {
    byte[] bytes = bytes(size);
    byte[] read = new BoundedReader(100_000, LONG).read(new ByteArrayInputStream(bytes), held);
    assertThat(read).isEqualTo(bytes);
    assertThat(held.held()).isGreaterThanOrEqualTo(size);
  }

  @Test
  void readsNoMoreThanItsBound() {
    InputStream endless = new Endless();
    assertThatThrownBy(() -> new BoundedReader(100_000, LONG).read(endless, held))
        .isInstanceOf(TooLong.class)
        .hasMessage("longer than 100000 bytes");
  }

  @Test
  void doesNotWaitForADrip() {
    InputStream endless = new Endless();
    assertThatThrownBy(() -> new BoundedReader(1 << 30, Duration.ZERO).read(endless, held))
        .isInstanceOf(TooLong.class)
        .hasMessageContaining("not complete within");
  }

  @Test
  void reservesAsItReads() {
    Reservation large = budget.openLarge("other");
    large.body(budget.mostOfOne());
    budget.openLarge("third").body(budget.mostOfOne());
    assertThatThrownBy(() -> new BoundedReader(1 << 30, LONG).read(new Endless(), held))
        .isInstanceOf(MemoryRefused.class);
    assertThat(held.held()).isLessThanOrEqualTo(MemoryBudget.SMALL_BODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " x-gzip ", "deflate", "raw deflate", "identity"})
  void decodesWhatSendersUse(String name) throws IOException {
    byte[] bytes = bytes(5000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoded = encoder(name, out)) {
      encoded.write(bytes);
    }
    ContentEncoding encoding = ContentEncoding.of(name.replace("raw ", ""));
    assertThat(encoding.decode(new ByteArrayInputStream(out.toByteArray())))
        .hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void noEncodingIsNone(String value) {
    assertThat(ContentEncoding.of(value)).isEqualTo(ContentEncoding.IDENTITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress", "\u001b[2J\u202e"})
  void anotherEncodingIsNamed(String value) {
    assertThatThrownBy(() -> ContentEncoding.of(value))
        .isInstanceOf(UnknownEncoding.class)
        .hasMessageMatching(
            "Content-Encoding is '[ -~]+', accepted are gzip, deflate and identity");
  }

  private static OutputStream encoder(String name, OutputStream out) throws IOException {
    return switch (name.strip().toLowerCase()) {
      case "gzip", "x-gzip" -> new GZIPOutputStream(out);
      case "deflate" -> new DeflaterOutputStream(out);
      case "raw deflate" -> new DeflaterOutputStream(out, new Deflater(6, true));
      default -> out;
    };
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }
}
