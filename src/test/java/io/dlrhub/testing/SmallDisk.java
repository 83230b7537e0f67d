package io.dlrhub.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real file system of a few megabytes. Needs the right to mount one. */
public final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 4096;

  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  /** Mounts one in a new folder of that name; none, with the reason printed, without the right. */
  public static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    String size = "size=" + megabytes + "m";
    if (command("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())) {
      return Optional.of(new SmallDisk(folder));
    }
    System.err.println("skipped: no right to mount a small file system (root has it)");
    return Optional.empty();
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Writes a file until not a byte more goes in; whoever deletes it makes room. */
  public Path fill(String name) {
    Path ballast = path.resolve(name);
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[BLOCK]);
      }
    } catch (IOException full) {
      return ballast;
    }
  }

  @Override
  public void close() throws InterruptedException {
    command("umount", path.toString());
  }
}
