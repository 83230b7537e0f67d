package io.dlrhub.messages.folder;

import io.dlrhub.messages.SentMessageList;
import io.dlrhub.messages.SentMessageLists;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Set;

/** Opens the lists of a folder, as long as they were when they were seen. */
final class ListFile {

  private final SentMessageLists lists;
  private final Charset charset;

  /**
   * @param charset of every list; null for the one each is found to be in
   */
  ListFile(SentMessageLists lists, Charset charset) {
    this.lists = lists;
    this.charset = charset;
  }

  /** The messages, read as they are asked for. */
  SentMessageList open(Seen file) throws IOException {
    return lists.open(
        ListNames.isCsv(file.path()),
        () -> new Bounded(Files.newInputStream(file.path()), file.size()),
        charset);
  }

  /**
   * Reads it to the end.
   *
   * @return names of fields nobody knows
   * @throws io.dlrhub.messages.BadMessage for the first element that cannot be taken
   */
  Set<String> check(Seen file) throws IOException {
    try (SentMessageList list = open(file)) {
      list.forEachRemaining(message -> {});
      return list.unknownFields();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Ends where the file ended: both readings see the same though it grows. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long size) {
      super(in);
      left = size;
    }

    @Override
    public int read() throws IOException {
      int read = left <= 0 ? -1 : super.read();
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int read = super.read(bytes, from, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }
  }
}
