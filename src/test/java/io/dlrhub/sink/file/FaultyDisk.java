package io.dlrhub.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk on which chosen operations fail: the n-th from now, and so many after it. */
final class FaultyDisk implements Disk {

  private final Disk real = Disk.REAL;
  private final List<String> done = new ArrayList<>();
  private int failFrom = Integer.MAX_VALUE;
  private int failUntil = Integer.MAX_VALUE;
  private int bytesOfAFailingWrite;

  /** The operations from {@code first} (0 is the next) fail, {@code count} of them. */
  void fail(int first, int count, int bytesWritten) {
    failFrom = done.size() + first;
    failUntil = failFrom + count;
    bytesOfAFailingWrite = bytesWritten;
  }

  List<String> done() {
    return done;
  }

  private boolean fails(String operation) {
    done.add(operation);
    int index = done.size() - 1;
    return index >= failFrom && index < failUntil;
  }

  private void step(String operation) throws IOException {
    if (fails(operation)) {
      throw new IOException("injected: " + operation);
    }
  }

  @Override
  public Seen look(Path path) throws IOException {
    step("look");
    return real.look(path);
  }

  @Override
  public LineFile open(Path path) throws IOException {
    step("open");
    return new Faulty(real.open(path));
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step("createFolder");
    real.createFolder(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step("syncFolder");
    real.syncFolder(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    step("list");
    return real.list(folder);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step("move");
    real.move(from, to);
  }

  private final class Faulty implements LineFile {
    private final LineFile file;

    Faulty(LineFile file) {
      this.file = file;
    }

    @Override
    public Object key() {
      return file.key();
    }

    @Override
    public long size() throws IOException {
      step("size");
      return file.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      step("read");
      file.read(into, position);
    }

    /** A full disk takes what still fits. */
    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      if (fails("write")) {
        ByteBuffer part = from.duplicate();
        part.limit(Math.min(part.limit(), part.position() + bytesOfAFailingWrite));
        file.write(part, position);
        throw new IOException("injected: no space left");
      }
      file.write(from, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      step("truncate");
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      step("sync");
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
      step("close");
    }
  }
}
