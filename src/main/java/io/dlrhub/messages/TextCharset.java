package io.dlrhub.messages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the charset of a list by looking at all of it: by its byte order mark, by the zero bytes
 * that UTF-16 has in every word of these lists, else UTF-8 where that is what it is, else GB18030,
 * of which GBK and GB 2312 are parts.
 */
final class TextCharset {

  static final Charset GB18030 = Charset.forName("GB18030");

  private static final int CHUNK = 1 << 14;
  private static final char MARK = '\uFEFF';

  private TextCharset() {}

  /**
   * The charset of a text.
   *
   * @throws BadMessage if it is in none of them
   */
  static Charset of(SentMessageLists.Bytes bytes) throws IOException {
    byte[] head;
    try (InputStream in = bytes.open()) {
      head = in.readNBytes(CHUNK);
    }
    Charset wide = utf16(head);
    if (wide != null) {
      return wide;
    }
    for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
      if (isIn(bytes, charset)) {
        return charset;
      }
    }
    throw new BadMessage(
        "is not text in UTF-8, UTF-16, GBK or GB18030; dlr.messages.charset can name another");
  }

  private static Charset utf16(byte[] head) {
    if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    // Names of fields and phones are ASCII: half of their bytes in UTF-16.
    int many = head.length / 8 + 1;
    if (zeros[1] >= many && zeros[0] < zeros[1] / 4 + 1) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] >= many && zeros[1] < zeros[0] / 4 + 1 ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean isIn(SentMessageLists.Bytes bytes, Charset charset) throws IOException {
    CharsetDecoder decoder = strict(charset);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try (InputStream in = bytes.open()) {
      boolean end = false;
      while (!end) {
        int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
        end = read < 0;
        buffer.position(buffer.position() + Math.max(read, 0)).flip();
        CoderResult result;
        do {
          out.clear();
          result = decoder.decode(buffer, out, end);
        } while (result.isOverflow());
        if (result.isError()) {
          return false;
        }
        buffer.compact();
      }
    }
    return true;
  }

  private static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** A text without its byte order mark; bytes that are not in the charset are an error. */
  static Reader reader(InputStream in, Charset charset) throws IOException {
    Reader reader = new InputStreamReader(new BufferedInputStream(in), strict(charset));
    PushbackReader text = new PushbackReader(reader);
    int first = text.read();
    if (first >= 0 && first != MARK) {
      text.unread(first);
    }
    return text;
  }
}
