package dev.clew.query;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.AppendResult;
import dev.clew.store.Block;
import dev.clew.store.CallSeries;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Counts;
import dev.clew.store.Deletion;
import dev.clew.store.Dictionary;
import dev.clew.store.PinResult;
import dev.clew.store.SpanSeries;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreStatus;
import dev.clew.store.StoreView;
import dev.clew.store.TraceDirectory;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that tells a test of each page and directory before it is read, so that the test can
/// break or delay the read.
final class WatchedStore implements SpanStore {
  interface Reading {
    void page(Block block, ColumnKey key, int page) throws IOException;

    default void directory(Block block) throws IOException {}
  }

  private final SpanStore store;
  private final List<String> missing;
  private final Reading reading;
  private final AtomicInteger openViews = new AtomicInteger();

  WatchedStore(SpanStore store, List<String> missing, Reading reading) {
    this.store = store;
    this.missing = missing;
    this.reading = reading;
  }

  /// How many views were opened and not closed.
  int openViews() {
    return openViews.get();
  }

  @Override
  public StoreView view(TenantId tenant, TimeRange range) {
    StoreView view = store.view(tenant, range);
    openViews.incrementAndGet();
    return new StoreView() {
      @Override
      public List<Block> blocks() {
        return view.blocks().stream().<Block>map(WatchedBlock::new).toList();
      }

      @Override
      public List<Block> byArrival() {
        return view.byArrival().stream().<Block>map(WatchedBlock::new).toList();
      }

      @Override
      public List<String> missing() {
        return missing;
      }

      @Override
      public void close() {
        openViews.decrementAndGet();
      }
    };
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException {
    return store.fetch(tenant, trace);
  }

  @Override
  public Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    return store.countSpans(tenant, range, step);
  }

  @Override
  public Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    return store.countCalls(tenant, range, step);
  }

  @Override
  public AppendResult append(TenantId tenant, SpanRequest request) {
    return store.append(tenant, request);
  }

  @Override
  public Deletion delete(TenantId tenant, Set<TraceId> traces) throws IOException {
    return store.delete(tenant, traces);
  }

  @Override
  public Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) throws IOException {
    return store.deletionSize(tenant, traces);
  }

  @Override
  public List<Deletion> deletions(TenantId tenant) throws IOException {
    return store.deletions(tenant);
  }

  @Override
  public PinResult pin(TenantId tenant, TraceId trace) throws IOException {
    return store.pin(tenant, trace);
  }

  @Override
  public boolean unpin(TenantId tenant, TraceId trace) throws IOException {
    return store.unpin(tenant, trace);
  }

  @Override
  public Set<TraceId> pinned(TenantId tenant) {
    return store.pinned(tenant);
  }

  @Override
  public StoreStatus status() {
    return store.status();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private final class WatchedBlock implements Block {
    private final Block block;

    WatchedBlock(Block block) {
      this.block = block;
    }

    @Override
    public Optional<Column> column(ColumnKey key) throws IOException {
      return block.column(key).map(column -> new WatchedColumn(block, column));
    }

    @Override
    public String name() {
      return block.name();
    }

    @Override
    public boolean isSealed() {
      return block.isSealed();
    }

    @Override
    public int rowCount() {
      return block.rowCount();
    }

    @Override
    public long minStartNanos() {
      return block.minStartNanos();
    }

    @Override
    public long maxStartNanos() {
      return block.maxStartNanos();
    }

    @Override
    public int pageCount() {
      return block.pageCount();
    }

    @Override
    public int firstRow(int page) {
      return block.firstRow(page);
    }

    @Override
    public List<Resource> resources() throws IOException {
      return block.resources();
    }

    @Override
    public List<Scope> scopes() throws IOException {
      return block.scopes();
    }

    @Override
    public Set<ColumnKey> columns() throws IOException {
      return block.columns();
    }

    @Override
    public TraceDirectory traces() throws IOException {
      reading.directory(block);
      return block.traces();
    }
  }

  private final class WatchedColumn implements Column {
    private final Block block;
    private final Column column;

    WatchedColumn(Block block, Column column) {
      this.block = block;
      this.column = column;
    }

    @Override
    public ColumnKey key() {
      return column.key();
    }

    @Override
    public Optional<Dictionary> dictionary() throws IOException {
      return column.dictionary();
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      reading.page(block, key(), page);
      column.read(page, into);
    }
  }
}
