package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.BlockWriter;
import dev.clew.store.block.Counting;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of pinned traces, a block each, named after its trace. Any thread may read; one at a
/// time writes and deletes.
public final class PinFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PinFiles.class);

  /// @param lastSequence the last record of the log that it may hold spans of; -1 of one that is
  ///   damaged, so that any deletion of its trace takes it
  /// @param damage what was wrong with it at the start, or an empty text
  private record Pin(long bytes, long lastSequence, String damage) {}

  private final Disk disk;
  private final DataFolder folder;
  private final ConcurrentMap<TenantId, ConcurrentMap<TraceId, Pin>> pins =
      new ConcurrentHashMap<>();

  private PinFiles(Disk disk, DataFolder folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// Finds again what is pinned; a file that cannot be read is left alone and told of.
  public static PinFiles open(Disk disk, DataFolder folder) throws IOException {
    var files = new PinFiles(disk, folder);
    for (Path each : disk.list(folder.pins())) {
      Optional<TenantId> tenant = Recovery.tenant(each);
      if (tenant.isPresent()) {
        files.open(tenant.get(), each);
      } else {
        LOG.warn("{} is no folder of a tenant; it is left alone", each);
      }
    }
    return files;
  }

  private void open(TenantId tenant, Path folder) throws IOException {
    for (Path file : disk.list(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(Recovery.TEMPORARY_SUFFIX)) {
        disk.delete(file);
      } else if (isPin(file)) {
        note(tenant, TraceId.parse(name.substring(0, name.length() - BlockName.SUFFIX.length())));
      } else {
        LOG.warn("{} is no pinned trace; it is left alone", file);
      }
    }
  }

  /// True for a file whose name is that of a pinned trace's.
  static boolean isPin(Path file) {
    return file.getFileName().toString().matches("(?!0{32})[0-9a-f]{32}\\" + BlockName.SUFFIX);
  }

  private void note(TenantId tenant, TraceId trace) {
    try (SealedBlock block = SealedBlock.open(disk, path(tenant, trace))) {
      note(tenant, trace, block);
    } catch (IOException e) {
      LOG.error("Pinned trace {} cannot be read", trace, e);
      note(tenant, trace, new Pin(0, -1, "pinned trace " + trace + " cannot be read: " + e));
    }
  }

  private void note(TenantId tenant, TraceId trace, SealedBlock block) {
    note(tenant, trace, new Pin(block.bytes(), block.origin().lastSequence(), ""));
  }

  private void note(TenantId tenant, TraceId trace, Pin pin) {
    pins.computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>()).put(trace, pin);
  }

  private Path path(TenantId tenant, TraceId trace) {
    return folder.pins(tenant).resolve(trace + BlockName.SUFFIX);
  }

  /// What could not be read at the start, a sentence each.
  public List<String> damage() {
    return all().map(Pin::damage).filter(each -> !each.isEmpty()).toList();
  }

  private Stream<Pin> all() {
    return pins.values().stream().flatMap(each -> each.values().stream());
  }

  Set<TenantId> tenants() {
    return Set.copyOf(pins.keySet());
  }

  Set<TraceId> traces(TenantId tenant) {
    return Set.copyOf(of(tenant).keySet());
  }

  private Map<TraceId, Pin> of(TenantId tenant) {
    ConcurrentMap<TraceId, Pin> known = pins.get(tenant);
    return known == null ? Map.of() : known;
  }

  /// The last record of the log that any of a tenant's may hold spans of, or -1.
  long lastSequence(TenantId tenant) {
    return of(tenant).values().stream().mapToLong(Pin::lastSequence).max().orElse(-1);
  }

  /// How much room all of them take.
  long bytes() {
    return all().mapToLong(Pin::bytes).sum();
  }

  /// True where a tombstone hides a trace that is pinned.
  boolean isHidden(TenantId tenant, TraceId trace, Tombstone tombstone) {
    Pin pin = of(tenant).get(trace);
    return pin != null
        && tombstone.appliesTo(pin.lastSequence())
        && tombstone.traces().contains(trace);
  }

  /// The block of a trace, for the caller to close.
  Optional<SealedBlock> read(TenantId tenant, TraceId trace) throws IOException {
    if (!of(tenant).containsKey(trace)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SealedBlock.open(disk, path(tenant, trace)));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // unpinned a moment ago
    }
  }

  /// Writes the block of a trace, in place of one that may be there; it is on the disk when this
  /// returns.
  void write(TenantId tenant, TraceId trace, StoredBlock rows, BlockOrigin origin)
      throws IOException {
    disk.createFolder(folder.pins(tenant));
    Path path = path(tenant, trace);
    BlockWriter.write(disk, path, rows, origin, Counting.first());
    try (SealedBlock block = SealedBlock.open(disk, path)) {
      note(tenant, trace, block);
    }
  }

  /// Deletes the block of a trace for good; false where there is none.
  boolean delete(TenantId tenant, TraceId trace) throws IOException {
    if (!of(tenant).containsKey(trace)) {
      return false;
    }
    disk.delete(path(tenant, trace));
    disk.syncFolder(folder.pins(tenant));
    return of(tenant).remove(trace) != null;
  }
}
