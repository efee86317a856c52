package dev.clew.store.embedded;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoredFile;
import dev.clew.store.StoredFile.Kind;
import dev.clew.store.TenantSurvey;
import dev.clew.store.block.BlockScan;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.SegmentSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sums up what the files of a store hold, tenant by tenant.
///
/// Owned by one thread.
public final class Survey {
  private static final Logger LOG = LoggerFactory.getLogger(Survey.class);
  private static final String LOG_SUFFIX = ".wal";

  /// The sums of one tenant.
  private static final class Sums {
    private int blocks;
    private long spans;
    private long blockBytes;
    private long minStartNanos = Long.MAX_VALUE;
    private long maxStartNanos = Long.MIN_VALUE;
    private long logRequests;
    private long logBytes;
    private final Map<String, Long> columnBytes = new TreeMap<>();

    TenantSurvey of(String tenant) {
      return new TenantSurvey(
          tenant,
          blocks,
          spans,
          blockBytes,
          minStartNanos,
          maxStartNanos,
          logRequests,
          logBytes,
          columnBytes);
    }
  }

  private final Disk disk;
  private final DataFolder folder;
  private final Map<String, Sums> tenants = new TreeMap<>();

  /// By tenant, the blocks that have taken the place of others.
  private final Map<String, List<BlockName>> replacing = new HashMap<>();

  private Survey(Disk disk, DataFolder folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// The files of a store, the log first.
  public static List<StoredFile> files(Disk disk, DataFolder folder) throws IOException {
    var survey = new Survey(disk, folder);
    var files = new ArrayList<StoredFile>();
    survey.list(folder.log(), "", files);
    for (Path each : disk.list(folder.blocks())) {
      survey.list(each, String.valueOf(each.getFileName()), files);
    }
    for (Path each : disk.list(folder.pins())) {
      survey.list(each, String.valueOf(each.getFileName()), files);
    }
    return files;
  }

  private void list(Path from, String tenant, List<StoredFile> files) throws IOException {
    for (Path file : disk.list(from)) {
      Optional<Kind> kind = kind(file);
      if (kind.isPresent()) {
        Path below = folder.root().relativize(file);
        files.add(new StoredFile(kind.get(), tenant, below, disk.size(file)));
      }
    }
  }

  private static Optional<Kind> kind(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(Quarantine.SUFFIX)) {
      return Optional.of(Kind.DAMAGED);
    }
    if (name.endsWith(LOG_SUFFIX)) {
      return Optional.of(Kind.LOG);
    }
    if (PinFiles.isPin(file)) {
      return Optional.of(Kind.PINNED);
    }
    return name.endsWith(BlockName.SUFFIX) && BlockName.of(file).isPresent()
        ? Optional.of(Kind.BLOCK)
        : Optional.empty();
  }

  public static List<TenantSurvey> of(Disk disk, DataFolder folder) throws IOException {
    var survey = new Survey(disk, folder);
    List<StoredFile> files = files(disk, folder);
    files.forEach(survey::noteReplacing);
    for (StoredFile file : files) {
      switch (file.kind()) {
        case BLOCK -> survey.addBlock(file);
        case LOG -> survey.addLog(folder.root().resolve(file.path()));
        case PINNED -> LOG.debug("{} is left out, since it may be in a block too", file.path());
        case DAMAGED -> LOG.debug("{} is left out", file.path());
      }
    }
    return survey.tenants.entrySet().stream()
        .map(each -> each.getValue().of(each.getKey()))
        .toList();
  }

  private Sums sums(String tenant) {
    return tenants.computeIfAbsent(tenant, _ -> new Sums());
  }

  private void addLog(Path path) throws IOException {
    SegmentSurvey segment = SegmentSurvey.of(disk, path);
    segment.requestBytes().forEach((tenant, bytes) -> sums(tenant).logBytes += bytes);
    segment.requests().forEach((tenant, count) -> sums(tenant).logRequests += count);
  }

  private void noteReplacing(StoredFile file) {
    BlockName.of(file.path())
        .filter(name -> file.kind() == Kind.BLOCK && name.generation() > 0)
        .ifPresent(
            name -> replacing.computeIfAbsent(file.tenant(), _ -> new ArrayList<>()).add(name));
  }

  private void addBlock(StoredFile file) throws IOException {
    if (isReplaced(file)) {
      return;
    }
    Path path = folder.root().resolve(file.path());
    try (SealedBlock block = SealedBlock.open(disk, path)) {
      Sums sums = sums(file.tenant());
      sums.blocks++;
      sums.spans += block.rowCount();
      sums.blockBytes += block.bytes();
      sums.minStartNanos = Math.min(sums.minStartNanos, block.minStartNanos());
      sums.maxStartNanos = Math.max(sums.maxStartNanos, block.maxStartNanos());
      addColumns(block.scan(), sums);
    } catch (CorruptBlockException e) {
      LOG.warn("{} is left out: {}", path, e.getMessage());
    }
  }

  /// True for a block that only a crash has left beside the one that took its place.
  private boolean isReplaced(StoredFile file) {
    BlockName name = BlockName.of(file.path()).orElseThrow();
    return replacing.getOrDefault(file.tenant(), List.of()).stream()
        .anyMatch(each -> each.replaces(name));
  }

  private static void addColumns(BlockScan scan, Sums sums) throws CorruptBlockException {
    Optional<BlockScan.Part> part = scan.next();
    while (part.isPresent()) {
      sums.columnBytes.merge(part.get().owner(), part.get().bytes(), Long::sum);
      part = scan.next();
    }
  }
}
