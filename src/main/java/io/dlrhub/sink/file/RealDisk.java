package io.dlrhub.sink.file;

import io.dlrhub.report.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of the operating system. */
final class RealDisk implements Disk {

  private static final Logger LOG = LoggerFactory.getLogger(RealDisk.class);

  @Override
  public Seen look(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Seen(key(path, attributes), attributes.size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public LineFile open(Path path) throws IOException {
    FileAccess.make(path);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, path);
      Seen seen = look(path);
      if (seen == null) {
        throw new NoSuchFileException(path.toString(), null, "removed while it was opened");
      }
      return new ChannelFile(channel, seen.key());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path path) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw new InUseException(path + " is being written by another process");
      }
    } catch (OverlappingFileLockException e) {
      throw new InUseException(path + " is being written by another sink of this process");
    } catch (InUseException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn("{} cannot be locked here; see to it that nothing else writes it", path, e);
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new NotDirectoryException(folder.toString());
    }
    createFolder(parent);
    try {
      FileAccess.makeFolder(absolute);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw new NotDirectoryException(folder.toString());
      }
    }
    syncFolder(parent);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // elsewhere a folder cannot be opened, and its entries are logged by the system
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the system has no file keys, the creation time tells a new file from the old. */
  private static Object key(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key != null ? key : path + "@" + attributes.creationTime();
  }

  /** Somebody else has it. */
  private static final class InUseException extends IOException {
    InUseException(String message) {
      super(message);
    }
  }
}
