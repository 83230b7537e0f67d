package io.dlrhub.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real file system of a few megabytes, mounted for each test. Without the right to mount one the
 * test is skipped and the reason printed.
 *
 * <pre>{@code
 * @RegisterExtension final SmallDisk disk = SmallDisk.ofMegabytes(6);
 * }</pre>
 */
public final class SmallDisk implements BeforeEachCallback, AfterEachCallback {

  private static final int BLOCK = 4096;

  private final int megabytes;
  private Path path;

  private SmallDisk(int megabytes) {
    this.megabytes = megabytes;
  }

  public static SmallDisk ofMegabytes(int megabytes) {
    return new SmallDisk(megabytes);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("small-disk");
    String size = "size=" + megabytes + "m";
    if (command("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())) {
      path = folder;
    } else {
      Files.delete(folder);
      System.err.println("skipped: no right to mount a small file system (root has it)");
    }
    Tools.need(path != null, "the right to mount a small file system (root)");
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
    if (path != null) {
      command("umount", path.toString());
      Files.delete(path);
    }
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
}
