package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which folders a store takes, and what it says of those it does not.
class EmbeddedStoreFolderTest {
  @TempDir Path folder;

  private EmbeddedStore open(Path data) throws IOException {
    return open(data, Disk.local());
  }

  private EmbeddedStore open(Path data, Disk disk) throws IOException {
    return EmbeddedStore.open(
        EmbeddedStoreTest.settings(data),
        disk,
        StoreClock.of(InstantSource.system()),
        StoreListener.NONE);
  }

  @Test
  void open_folderThatIsNotThere_makesIt() throws IOException {
    Path data = folder.resolve("a/b/c");

    open(data).close();

    assertThat(data.resolve("FORMAT")).hasContent("clew data folder, format 1");
  }

  @Test
  void open_twice_refusesTheSecondAndNamesTheFirst() throws IOException {
    try (EmbeddedStore _ = open(folder)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> open(folder))
            .isInstanceOf(StoreLockedException.class)
            .hasMessageContaining(folder.toString())
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
    }
    open(folder).close();
  }

  /// Locks a file in a process of its own.
  static final class Locker {
    private Locker() {}

    public static void main(String[] arguments) throws IOException {
      try (Closeable _ = Disk.local().lock(Path.of(arguments[0]), "somebody else")) {
        System.out.println("locked");
        System.in.read();
      }
    }
  }

  private static Process locker(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Locker.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).isEqualTo("locked");
    return process;
  }

  @Test
  void open_folderOfOtherProcess_isRefusedUntilThatDies() throws Exception {
    Process other = locker(folder.resolve("LOCK"));
    try {
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining("somebody else");
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    open(folder).close();
  }

  @Test
  void open_refusedSecondOpener_leavesTheLockToTheFirst() throws Exception {
    try (EmbeddedStore _ = open(folder)) {
      assertThatThrownBy(() -> open(folder)).isInstanceOf(StoreLockedException.class);

      assertThatThrownBy(() -> locker(folder.resolve("LOCK"))).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void open_lockOfDeadProcess_isTakenOver() throws IOException {
    Files.writeString(folder.resolve("LOCK"), "process 1 on host gone, started long ago");

    open(folder).close();

    assertThat(Files.readString(folder.resolve("LOCK")))
        .contains("process " + ProcessHandle.current().pid());
  }

  @Test
  void open_file_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("must be a folder");
  }

  @Test
  void open_folderThatCannotBeWritten_saysWhichAndWhy() {
    var disk = new FaultyDisk(Disk.local());
    disk.failBy((operation, file) -> {
      if (operation == Operation.LOCK) {
        throw new AccessDeniedException(file.toString());
      }
    });

    assertThatThrownBy(() -> open(folder, disk))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("data folder " + folder)
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("user " + System.getProperty("user.name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wal", "blocks", "blocks/default"})
  void open_partOfTheFolderIsSomebodyElses_saysPathUserAndWhatToDo(String part) throws IOException {
    Files.createDirectories(folder.resolve("blocks/default"));
    Files.writeString(folder.resolve("FORMAT"), "clew data folder, format 1\n");
    var disk = new FaultyDisk(Disk.local());
    Path forbidden = folder.resolve(part);
    disk.forbid(forbidden);

    assertThatThrownBy(() -> open(folder, disk))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("data folder " + folder + " must be")
        .hasMessageContaining(forbidden + " cannot be written")
        .hasMessageContaining("user " + System.getProperty("user.name"))
        .hasMessageContaining("uid ")
        .hasMessageContaining("chown -R");
  }

  @Test
  void open_folderWithOtherFiles_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "dear");

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("other files");
    assertThat(folder.resolve("FORMAT")).doesNotExist();
  }

  @Test
  void open_folderOfNewerProgram_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "clew data folder, format 2\n");

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("has format 2, this program knows 1");
    assertThat(folder.resolve("wal")).doesNotExist();
  }

  @Test
  void open_damagedFormat_isRefused() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "clew dat");

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("FORMAT");
  }

  @Test
  void open_firstStartCutOff_isDoneAgain() throws IOException {
    Files.writeString(folder.resolve("FORMAT.tmp"), "clew d");
    Files.writeString(folder.resolve("LOCK"), "");

    open(folder).close();
    open(folder).close();
  }

  @Test
  void open_failsLater_givesTheLockBack() throws IOException {
    var disk = new FaultyDisk(Disk.local());
    disk.fail(Operation.LIST, "wal", "Input/output error");
    assertThatThrownBy(() -> open(folder, disk)).hasMessageContaining("Input/output error");

    open(folder).close();
  }
}
