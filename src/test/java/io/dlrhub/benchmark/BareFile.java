package io.dlrhub.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The same lines, in one write and one sync for as many as the file sink takes at once. */
final class BareFile implements SinkRounds.Sender {

  private static final int BATCH = 2000;

  private final List<byte[]> lines;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);

  BareFile(Path file, List<byte[]> lines) throws IOException {
    this.lines = lines;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public double run(int records) throws IOException {
    long start = System.nanoTime();
    for (int from = 0; from < records; from += BATCH) {
      buffer.clear();
      for (int i = from; i < Math.min(records, from + BATCH); i++) {
        buffer.put(lines.get(i % lines.size())).put((byte) '\n');
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    }
    return records * 1e9 / (System.nanoTime() - start);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
