package dev.clew.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A real file system of 64 MB, mounted for a test; where that is not allowed, the test is skipped
/// and says why.
///
/// Owned by one thread.
final class SmallDisk implements AutoCloseable {
  private final Path mount;

  private SmallDisk(Path mount) {
    this.mount = mount;
  }

  /// Mounts one.
  ///
  /// @param kind `tmpfs` or `ext4`
  /// @param files how many files it takes, about
  static SmallDisk mount(String kind, int files, Path folder) throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    String at = mount.toString();
    boolean isMounted;
    if (kind.equals("tmpfs")) {
      isMounted = run("mount", "-t", kind, "-o", "size=64m,nr_inodes=" + files, "clew-test", at);
    } else {
      String image = folder.resolve("image").toString();
      isMounted =
          run("truncate", "-s", "64M", image)
              && run("mkfs.ext4", "-q", "-N", "" + files, image)
              && run("mount", "-o", "loop", image, at);
    }
    Assumptions.assumeTrue(isMounted, "this user may not mount a " + kind + " of 64 MB");
    return new SmallDisk(mount);
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Path path() {
    return mount;
  }

  /// Takes all the room there is.
  Path fill() throws IOException {
    Path filler = mount.resolve("filler");
    byte[] piece = new byte[1 << 16];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException e) {
      return filler;
    }
  }

  /// Takes all the files there are.
  Path fillFiles() throws IOException {
    Path fillers = Files.createDirectory(mount.resolve("fillers"));
    try {
      for (int at = 0; ; at++) {
        Files.createFile(fillers.resolve("" + at));
      }
    } catch (IOException e) {
      return fillers;
    }
  }

  void freeFiles(Path fillers) throws IOException {
    try (var files = Files.list(fillers)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
  }

  void makeReadOnly() {
    Assumptions.assumeTrue(
        run("mount", "-o", "remount,ro", mount.toString()), "this user may not remount");
  }

  @Override
  public void close() {
    run("umount", "-l", mount.toString());
  }
}
