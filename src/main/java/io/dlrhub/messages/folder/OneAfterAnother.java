package io.dlrhub.messages.folder;

import io.dlrhub.messages.SentMessageList;
import io.dlrhub.report.SentMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The messages of some lists, of which one at a time is open. */
final class OneAfterAnother implements Iterator<SentMessage>, Closeable {

  private final Iterator<Seen> files;
  private final ListFile reader;
  private SentMessageList open;

  OneAfterAnother(List<Seen> files, ListFile reader) {
    this.files = files.iterator();
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    try {
      while (open == null || !open.hasNext()) {
        close();
        if (!files.hasNext()) {
          return false;
        }
        open = reader.open(files.next());
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SentMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return open.next();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
