package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.DataFolderException;
import dev.clew.store.block.ReadCache;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds again the blocks that a store held.
///
/// Everything it does to the folder can be cut off at any point and done again.
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  static final String TEMPORARY_SUFFIX = ".tmp";

  /// Whatever replaces a block is of a higher generation.
  private static final Comparator<BlockName> REPLACING_FIRST =
      Comparator.comparingInt(BlockName::generation)
          .reversed()
          .thenComparing(Comparator.naturalOrder());

  private final Disk disk;
  private final DataFolder folder;
  private final Tenants tenants;
  private final ReadCache cache;
  private final ExpiryNotes notes;
  private long highestSequence = -1;

  public Recovery(
      Disk disk, DataFolder folder, Tenants tenants, ReadCache cache, ExpiryNotes notes) {
    this.disk = disk;
    this.folder = folder;
    this.tenants = tenants;
    this.cache = cache;
    this.notes = notes;
  }

  /// Reads what was deleted; to be done before anything is shown.
  public void readTombstones() throws IOException {
    for (Path each : disk.list(folder.deletions())) {
      Optional<TenantId> tenant = tenant(each);
      if (tenant.isPresent()) {
        readTombstones(tenants.of(tenant.get()), each);
      }
    }
  }

  private void readTombstones(TenantSpans tenant, Path folder) throws IOException {
    for (Path file : disk.list(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(TEMPORARY_SUFFIX)) {
        disk.delete(file);
      } else if (name.endsWith(TombstoneFile.SUFFIX)) {
        Tombstone tombstone = readTombstone(file);
        tenant.hide(tombstone);
        highestSequence = Math.max(highestSequence, tombstone.lastSequence());
      }
    }
  }

  /// What is deleted must not be shown, so there is no going on without knowing what that is.
  private Tombstone readTombstone(Path file) throws IOException {
    try {
      return TombstoneFile.read(disk, file);
    } catch (IOException e) {
      throw new DataFolderException(
          folder.deletions(),
          "must be readable, since it says which traces are deleted, but "
              + file
              + " is not: "
              + e
              + "; restore the file, or move it away and delete the traces again",
          e);
    }
  }

  /// Goes on behind the records that pinned traces came in.
  public void passPins(PinFiles pins) {
    for (TenantId each : pins.tenants()) {
      long last = pins.lastSequence(each);
      tenants.of(each).passed(last);
      highestSequence = Math.max(highestSequence, last);
    }
  }

  /// Opens all blocks.
  public void openBlocks() throws IOException {
    for (Path each : disk.list(folder.blocks())) {
      Optional<TenantId> tenant = tenant(each);
      if (tenant.isPresent()) {
        openBlocks(tenants.of(tenant.get()), each);
      } else {
        LOG.warn("{} is no folder of a tenant; it is left alone", each);
      }
    }
  }

  static Optional<TenantId> tenant(Path folder) {
    try {
      return Optional.of(new TenantId(folder.getFileName().toString()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void openBlocks(TenantSpans tenant, Path folder) throws IOException {
    var found = new TreeMap<BlockName, Path>(REPLACING_FIRST);
    for (Path file : disk.list(folder)) {
      String text = file.getFileName().toString();
      Optional<BlockName> name = BlockName.of(file);
      name.ifPresent(each -> highestSequence = Math.max(highestSequence, each.lastSequence()));
      if (text.endsWith(TEMPORARY_SUFFIX)) {
        disk.delete(file);
      } else if (text.endsWith(Quarantine.SUFFIX)) {
        name.ifPresent(tenant::leavePlace);
        name.ifPresent(tenant::setAside);
        tenant.miss("damaged block " + file + " is set aside; delete it once it was looked at");
      } else if (text.endsWith(ExpiryNotes.SUFFIX) && name.isPresent()) {
        tenant.expired(name.get());
        notes.found(file, tenant.tenant(), name.get());
      } else if (name.isPresent()) {
        found.put(name.get(), file);
      } else {
        LOG.warn("{} is no block; it is left alone", file);
      }
    }
    open(tenant, found);
    makeDurable(folder);
  }

  /// A block that was deleted just before the process died must not come back beside what the log
  /// gives back of it now.
  private void makeDurable(Path folder) {
    try {
      disk.syncFolder(folder);
    } catch (IOException e) {
      LOG.warn("Folder {} cannot be synced now; the next block that is sealed does it", folder, e);
    }
  }

  /// Opens the blocks that no other replaces. What replaces others is opened first: where it cannot
  /// be read, those it was made of may still be here.
  private void open(TenantSpans tenant, SortedMap<BlockName, Path> found) throws IOException {
    var opened = new TreeMap<BlockName, SharedBlock>();
    var replacing = new ArrayList<BlockName>();
    for (var each : found.entrySet()) {
      BlockName name = each.getKey();
      if (replacing.stream().anyMatch(block -> block.replaces(name))) {
        LOG.info("Delete {}: another block has replaced it", each.getValue());
        disk.delete(each.getValue());
        continue;
      }
      Optional<SharedBlock> block = open(tenant, each.getValue(), name);
      if (block.isPresent()) {
        opened.put(name, block.get());
        if (name.generation() > 0) {
          replacing.add(name);
        }
      }
    }
    opened.values().forEach(tenant::add);
  }

  private Optional<SharedBlock> open(TenantSpans tenant, Path file, BlockName name)
      throws IOException {
    try {
      SealedBlock block = SealedBlock.open(disk, file, cache);
      checkOwner(tenant, file, block);
      return Optional.of(new SharedBlock(disk, file, name, block));
    } catch (IOException e) {
      if (e instanceof CorruptBlockException damage && !damage.isUnread()) {
        miss(tenant, name, Quarantine.setAside(disk, file, damage), e);
        tenant.setAside(name);
      } else {
        // Perhaps the next start can read it.
        miss(tenant, name, "block " + file + " cannot be read: " + e, e);
      }
    }
    return Optional.empty();
  }

  private static void checkOwner(TenantSpans tenant, Path file, SealedBlock block)
      throws IOException {
    String owner = block.origin().tenant();
    if (!owner.equals(tenant.tenant().name())) {
      block.close();
      throw new IOException("block is of tenant " + owner + ", lies at " + file);
    }
  }

  private static void miss(TenantSpans tenant, BlockName block, String what, Exception why) {
    LOG.error("{}", what, why);
    tenant.miss(block, what);
  }

  /// The last record of the log that any block has, or -1; to be asked once all are open.
  public long highestSequence() {
    return highestSequence;
  }
}
