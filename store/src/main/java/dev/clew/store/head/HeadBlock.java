package dev.clew.store.head;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.Overflows;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A head as it stood at one moment.
public final class HeadBlock implements StoredBlock {
  static final int PAGE_SHIFT = 12;
  static final int PAGE_ROWS = 1 << PAGE_SHIFT;

  /// The earliest and the latest start.
  record Times(long minStartNanos, long maxStartNanos) {}

  private final Head head;
  private final String name;
  private final int rowCount;
  private final Times times;
  private final Map<StoredKey, HeadColumn.Snapshot> columns;
  private final TraceTable.Snapshot traces;
  private final Overflows overflows = new Overflows(this);

  HeadBlock(
      Head head,
      String name,
      int rowCount,
      Times times,
      Map<StoredKey, HeadColumn.Snapshot> columns,
      TraceTable.Snapshot traces) {
    this.head = head;
    this.name = name;
    this.rowCount = rowCount;
    this.times = times;
    this.columns = columns;
    this.traces = traces;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isSealed() {
    return false;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public long minStartNanos() {
    return times.minStartNanos();
  }

  @Override
  public long maxStartNanos() {
    return times.maxStartNanos();
  }

  @Override
  public int pageCount() {
    return Math.ceilDiv(rowCount, PAGE_ROWS);
  }

  @Override
  public int firstRow(int page) {
    return Math.min(page * PAGE_ROWS, rowCount);
  }

  @Override
  public List<Resource> resources() {
    return head.resources(column(StoredKey.RESOURCE));
  }

  @Override
  public List<Scope> scopes() {
    return head.scopes(column(StoredKey.SCOPE));
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return columns.keySet();
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) {
    return Optional.ofNullable(columns.get(key));
  }

  @Override
  public Overflows overflows() {
    return overflows;
  }

  private HeadColumn.Snapshot column(StoredKey key) {
    HeadColumn.Snapshot column = columns.get(key);
    if (column == null) {
      throw new IllegalStateException("every span has a value of " + key);
    }
    return column;
  }

  @Override
  public TraceDirectory traces() {
    return new Traces();
  }

  private final class Traces implements TraceDirectory {
    @Override
    public int size() {
      return traces.size();
    }

    @Override
    public int find(TraceId trace) {
      int number = head.find(trace.high(), trace.low());
      return number < traces.size() ? number : TraceTable.NONE;
    }

    @Override
    public TraceId traceId(int number) {
      return new TraceId(traces.highs().get(number), traces.lows().get(number));
    }

    @Override
    public int[] rows(int number) {
      return traces.rows(number, rowCount);
    }

    @Override
    public long minStartNanos(int number) {
      HeadColumn.Snapshot starts = column(StoredKey.START_NANOS);
      long min = Long.MAX_VALUE;
      for (int row : rows(number)) {
        min = Math.min(min, starts.value(row));
      }
      return min;
    }

    @Override
    public long maxEndNanos(int number) {
      HeadColumn.Snapshot starts = column(StoredKey.START_NANOS);
      HeadColumn.Snapshot durations = column(StoredKey.DURATION_NANOS);
      long max = Long.MIN_VALUE;
      for (int row : rows(number)) {
        max = Math.max(max, starts.value(row) + durations.value(row));
      }
      return max;
    }
  }
}
