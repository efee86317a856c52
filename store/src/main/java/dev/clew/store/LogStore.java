package dev.clew.store;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.disk.Disk;
import dev.clew.store.embedded.Background;
import dev.clew.store.logs.TenantLogs;
import dev.clew.store.logs.TraceRecords;
import dev.clew.store.wal.WalRecord;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.TraceLogs;
import dev.clew.wire.proto.MalformedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps log records beside the spans of their traces: in a write-ahead log first, in sealed files
/// with an index by trace id later. Safe for any thread; its own lock guards all but the wait for
/// the disk.
public final class LogStore implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
  private static final Duration PACE = Duration.ofSeconds(10);
  private static final Duration SEAL_AGE = Duration.ofMinutes(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long SEAL_BYTES = 16 << 20;
  private static final long SEGMENT_BYTES = 16 << 20;
  private static final int MOST_RECORD_BYTES = 1 << 30;

  /// The share of what blocks may take that the files take besides.
  private static final int SHARE = 8;

  private static final Comparator<TenantLogs> BY_AGE =
      Comparator.comparingLong(TenantLogs::oldestSeconds);

  private final Disk disk;
  private final Path folder;
  private final StoreSettings.Retention retention;
  private final InstantSource clock;
  private final Map<TenantId, TenantLogs> tenants = new HashMap<>();
  private final WriteAheadLog log;
  private final Background background;
  private Instant lastSealed;

  /// Opens the logs of a data folder, which is the caller's alone.
  public static LogStore open(StoreSettings settings, InstantSource clock) throws IOException {
    return open(settings, Disk.local(), clock);
  }

  static LogStore open(StoreSettings settings, Disk disk, InstantSource clock) throws IOException {
    var store = new LogStore(settings, disk, clock);
    store.background.start();
    return store;
  }

  private LogStore(StoreSettings settings, Disk disk, InstantSource clock) throws IOException {
    this.disk = disk;
    this.clock = clock;
    folder = settings.folder().resolve("logs");
    retention = settings.retention();
    lastSealed = clock.instant();
    long covered = openTenants();
    var walSettings =
        new WalSettings(
            folder.resolve("wal"),
            settings.log().syncMode(),
            Math.min(SEGMENT_BYTES, settings.log().segmentBytes()),
            settings.log().linger(),
            settings.log().retry());
    try {
      log = WriteAheadLog.open(disk, walSettings, covered, (_, _) -> {}, this::replay);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    background = new Background("clew-logs", PACE, this::tend);
  }

  private long openTenants() throws IOException {
    Path files = folder.resolve("files");
    disk.createFolder(files);
    long covered = 0;
    for (Path path : disk.list(files)) {
      var tenant = new TenantId(path.getFileName().toString());
      covered = Math.max(covered, of(tenant).lastSequence());
    }
    return covered;
  }

  private TenantLogs of(TenantId tenant) throws IOException {
    TenantLogs known = tenants.get(tenant);
    if (known == null) {
      known = TenantLogs.open(disk, folder.resolve("files").resolve(tenant.name()));
      tenants.put(tenant, known);
    }
    return known;
  }

  private void replay(WalRecord record) {
    try {
      TenantLogs tenant = of(new TenantId(record.tenant()));
      if (record.sequence() > tenant.lastSequence()) {
        tenant.add(record.sequence(), new TraceRecords(record.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A trace's records on their way to the disk.
  private record Pending(TraceRecords records, WriteAheadLog.Ticket ticket) {}

  /// Keeps the records of some traces; they are durable when it returns.
  public AppendResult append(TenantId tenant, List<TraceLogs> traces) {
    List<TraceRecords> records =
        traces.stream()
            .map(each ->
                TraceRecords.of(
                    each.trace(), Compression.compress(each.request(), TraceRecords.ENCODING)))
            .toList();
    List<Pending> pending;
    try {
      pending = take(tenant, records);
    } catch (IOException e) {
      return new AppendResult.Refused("the log records cannot be kept: " + e, RETRY_AFTER);
    }
    try {
      pending.forEach(each -> each.ticket().durable().join());
      return new AppendResult.Stored(traces.stream().mapToInt(TraceLogs::records).sum());
    } catch (CompletionException e) {
      forget(tenant, records);
      return new AppendResult.Refused("the log cannot be written: " + e.getCause(), RETRY_AFTER);
    }
  }

  private synchronized List<Pending> take(TenantId tenant, List<TraceRecords> records)
      throws IOException {
    TenantLogs logs = of(tenant);
    if (logs.unsealedBytes() > SEAL_BYTES) {
      sealAll();
    }
    var pending = new ArrayList<Pending>();
    for (TraceRecords each : records) {
      WriteAheadLog.Ticket ticket = log.append(tenant.name(), Encoding.IDENTITY, each.body());
      logs.add(ticket.sequence(), each);
      pending.add(new Pending(each, ticket));
    }
    return pending;
  }

  private synchronized void forget(TenantId tenant, List<TraceRecords> records) {
    TenantLogs logs = tenants.get(tenant);
    if (logs != null) {
      records.forEach(logs::remove);
    }
  }

  /// All that is kept of a trace, as requests for log records in the order they came.
  public List<byte[]> fetch(TenantId tenant, TraceId trace) throws IOException {
    List<TraceRecords> found;
    synchronized (this) {
      TenantLogs logs = tenants.get(tenant);
      found = logs == null ? List.of() : logs.of(trace);
    }
    var requests = new ArrayList<byte[]>();
    for (TraceRecords each : found) {
      requests.add(inflated(each));
    }
    return requests;
  }

  private static byte[] inflated(TraceRecords records) throws IOException {
    try {
      return Inflation.inflate(records.compressed(), TraceRecords.ENCODING, MOST_RECORD_BYTES);
    } catch (TooLargeException | MalformedException e) {
      throw new IOException("log records need to be inflatable", e);
    }
  }

  /// Deletes the records of some traces; when it returns, no file has them.
  public synchronized void delete(TenantId tenant, Set<TraceId> traces) throws IOException {
    TenantLogs logs = tenants.get(tenant);
    if (logs == null) {
      return;
    }
    logs.seal(clock.instant().getEpochSecond(), traces);
    sealAll();
    logs.erase(traces);
  }

  /// Writes all that is in memory to files, and empties the log: nothing that expires or is deleted
  /// later may come back from there.
  private void sealAll() throws IOException {
    lastSealed = clock.instant();
    for (TenantLogs logs : tenants.values()) {
      logs.seal(lastSealed.getEpochSecond(), Set.of());
    }
    log.roll();
    release();
  }

  private void release() throws IOException {
    for (Map.Entry<TenantId, TenantLogs> each : tenants.entrySet()) {
      log.release(each.getKey().name(), each.getValue().lastSequence());
    }
  }

  /// Seals and expires what is due.
  synchronized boolean tend() {
    try {
      Instant now = clock.instant();
      boolean isAny = tenants.values().stream().anyMatch(logs -> logs.unsealedBytes() > 0);
      if (isAny && !now.isBefore(lastSealed.plus(SEAL_AGE))) {
        sealAll();
      }
      expire(now);
    } catch (IOException e) {
      LOG.warn("Log records could not be sealed; it will be tried again", e);
    }
    return false;
  }

  private void expire(Instant now) throws IOException {
    for (TenantLogs logs : tenants.values()) {
      logs.expire(now.minus(retention.age()).getEpochSecond());
    }
    long excess = fileBytes() - retention.maxBytes() / SHARE;
    while (excess > 0) {
      excess -= Collections.min(tenants.values(), BY_AGE).expireOldest();
    }
  }

  private long fileBytes() {
    return tenants.values().stream().mapToLong(TenantLogs::fileBytes).sum();
  }

  /// Why records are refused at present, if they are.
  public Optional<String> problem() {
    return log.problem();
  }

  /// What should be readable and is not, a sentence each.
  public synchronized List<String> damage() {
    var damage = new ArrayList<String>(log.damage());
    tenants.values().forEach(logs -> damage.addAll(logs.damage()));
    return damage;
  }

  /// The bytes of log and files.
  public synchronized long bytes() {
    return log.bytes() + fileBytes();
  }

  @Override
  public void close() throws IOException {
    background.close();
    log.close();
    synchronized (this) {
      for (TenantLogs logs : tenants.values()) {
        logs.close();
      }
    }
  }
}
