package io.dlrhub.sink.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. */
interface LineFile extends Closeable {

  /** Which file it is, whatever its name has become. */
  Object key();

  /** Length in bytes. */
  long size() throws IOException;

  /** Reads until the buffer is full or the file ends. */
  void read(ByteBuffer into, long position) throws IOException;

  /** Writes all of the buffer there. */
  void write(ByteBuffer from, long position) throws IOException;

  /** Cuts the file to that length. */
  void truncate(long size) throws IOException;

  /** Makes what was written durable, and the length with it. */
  void sync() throws IOException;
}
