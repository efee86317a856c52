package dev.clew.store;

import dev.clew.store.block.BlockScan;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.embedded.DataFolder;
import dev.clew.store.embedded.Owner;
import dev.clew.store.embedded.Survey;
import dev.clew.store.wal.SegmentSurvey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folder of a store that nobody has open, to be looked at file by file. Nothing in it is
/// changed.
///
/// Owned by one thread.
public final class StoreFolder implements Closeable {
  private final Disk disk;
  private final DataFolder folder;

  private StoreFolder(Disk disk, DataFolder folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// Takes a folder, so that no server opens it meanwhile.
  ///
  /// @throws DataFolderException where there is no store, or somebody else has it open
  public static StoreFolder open(Path path) throws DataFolderException {
    return open(Disk.local(), path);
  }

  static StoreFolder open(Disk disk, Path path) throws DataFolderException {
    return new StoreFolder(disk, DataFolder.openExisting(disk, path, Owner.thisProcess()));
  }

  /// All files that hold spans, or held some that are damaged.
  public List<StoredFile> files() throws IOException {
    return Survey.files(disk, folder);
  }

  /// Reads every byte of a file.
  ///
  /// @return what is wrong with it, a sentence each
  public List<String> verify(StoredFile file) throws IOException {
    Path path = folder.root().resolve(file.path());
    return switch (file.kind()) {
      case BLOCK, PINNED -> verifyBlock(path);
      case LOG -> SegmentSurvey.of(disk, path).damage().map(List::of).orElse(List.of());
      case DAMAGED -> List.of("was set aside; delete it once it was looked at");
    };
  }

  private List<String> verifyBlock(Path path) {
    var problems = new ArrayList<String>();
    try (SealedBlock block = SealedBlock.open(disk, path)) {
      BlockScan scan = block.scan();
      boolean isAtEnd = false;
      while (!isAtEnd) {
        isAtEnd = next(scan, problems).isEmpty();
      }
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return problems;
  }

  /// The next part; of those that are damaged, only that they are.
  private static Optional<BlockScan.Part> next(BlockScan scan, List<String> problems) {
    while (true) {
      try {
        return scan.next();
      } catch (CorruptBlockException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /// What is stored, by tenant; files that cannot be read are left out.
  public List<TenantSurvey> survey() throws IOException {
    return Survey.of(disk, folder);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
