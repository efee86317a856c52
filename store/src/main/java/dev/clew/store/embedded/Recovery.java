package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreClock;
import dev.clew.store.block.ReadCache;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WalRecord;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds again what a store held: the blocks on the disk, and from the log what no block has.
///
/// Everything it does to the folder can be cut off at any point and done again.
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final String DAMAGED_SUFFIX = ".damaged";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  /// Whatever replaces a block is of a higher generation.
  private static final Comparator<BlockName> REPLACING_FIRST =
      Comparator.comparingInt(BlockName::generation)
          .reversed()
          .thenComparing(Comparator.naturalOrder());

  private final Disk disk;
  private final DataFolder folder;
  private final Tenants tenants;
  private final TraceClosing closing;
  private final StoreClock clock;
  private final ReadCache cache;
  private long highestSequence = -1;
  private long replayed;
  private long reportedNanos;

  public Recovery(
      Disk disk,
      DataFolder folder,
      Tenants tenants,
      TraceClosing closing,
      StoreClock clock,
      ReadCache cache) {
    this.closing = closing;
    this.disk = disk;
    this.folder = folder;
    this.tenants = tenants;
    this.clock = clock;
    this.cache = cache;
    reportedNanos = clock.monotonicNanos();
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

  private static Optional<TenantId> tenant(Path folder) {
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
      } else if (text.endsWith(DAMAGED_SUFFIX)) {
        name.ifPresent(tenant::leavePlace);
        tenant.miss("damaged block " + file + " is set aside; delete it once it was looked at");
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
    } catch (CorruptBlockException e) {
      Path aside = file.resolveSibling(file.getFileName() + DAMAGED_SUFFIX);
      disk.move(file, aside);
      disk.syncFolder(folder.blocks(tenant.tenant()));
      miss(tenant, name, e.getMessage() + "; set aside as " + aside, e);
    } catch (IOException e) {
      // Perhaps the next start can read it.
      miss(tenant, name, "block " + file + " cannot be read: " + e, e);
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

  private static void miss(TenantSpans tenant, String what, Exception why) {
    LOG.error("{}", what, why);
    tenant.miss(what);
  }

  /// The last record of the log that any block has, or -1; to be asked once all are open.
  public long highestSequence() {
    return highestSequence;
  }

  /// Takes in a record that the log still has.
  public void replay(WalRecord record) {
    TenantSpans tenant = tenants.of(new TenantId(record.tenant()));
    if (record.sequence() > tenant.coveredSequence()) {
      try {
        SpanBatch spans = read(record);
        tenant.add(record.sequence(), spans, clock.monotonicNanos());
        closing.arrived(tenant.tenant(), spans, clock.monotonicNanos());
      } catch (MalformedException | TooLargeException e) {
        miss(tenant, "request " + record.sequence() + " of the log cannot be read: " + e, e);
      }
    }
    replayed++;
    reportProgress();
  }

  private static SpanBatch read(WalRecord record) throws MalformedException, TooLargeException {
    // What is in the log was bounded when it was received.
    byte[] body = Inflation.inflate(record.body(), record.encoding(), Integer.MAX_VALUE - 8);
    return OtlpReader.read(body, body.length);
  }

  private void reportProgress() {
    long now = clock.monotonicNanos();
    if (now - reportedNanos >= REPORT_NANOS) {
      reportedNanos = now;
      LOG.info("Read {} requests of the log so far", replayed);
    }
  }

  /// How many records the log still had.
  public long replayed() {
    return replayed;
  }
}
