package io.dlrhub.sink.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The bytes of a request. */
final class Body {

  private Body() {}

  /** The elements as a JSON array. */
  static byte[] array(List<byte[]> elements) {
    int size = 2 + elements.stream().mapToInt(element -> element.length + 1).sum();
    byte[] array = new byte[elements.isEmpty() ? 2 : size - 1];
    int at = 0;
    array[at++] = '[';
    for (byte[] element : elements) {
      if (at > 1) {
        array[at++] = ',';
      }
      System.arraycopy(element, 0, array, at, element.length);
      at += element.length;
    }
    array[at] = ']';
    return array;
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
