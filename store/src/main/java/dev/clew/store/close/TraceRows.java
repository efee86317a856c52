package dev.clew.store.close;

import dev.clew.model.StatusCode;
import java.util.Arrays;

/// The spans of one trace as columns, rows in the order in which the spans came.
///
/// A buffer that is cleared and filled again, owned by one thread. A row is begun by [#add(long,
/// long, int)]; the setters that follow speak of the row begun last.
public final class TraceRows {
  private static final int ROWS_KEPT = 1 << 16;

  private int size;
  private int lateFrom = Integer.MAX_VALUE;
  private long[] spanIds = new long[0];
  private long[] parentIds = new long[0];
  private long[] startNanos = new long[0];
  private long[] durationNanos = new long[0];
  private int[] kinds = new int[0];
  private int[] services = new int[0];
  private byte[] statuses = new byte[0];

  public TraceRows() {
    resize(64);
  }

  /// Forgets the rows; keeps their room unless the trace was a giant.
  public void clear() {
    size = 0;
    lateFrom = Integer.MAX_VALUE;
    if (spanIds.length > ROWS_KEPT) {
      resize(64);
    }
  }

  /// Begins a row. A parent id of 0 says that the span is a root; the kind is OTLP's number.
  public void add(long spanId, long parentId, int kind) {
    if (size == spanIds.length) {
      resize(size * 2);
    }
    spanIds[size] = spanId;
    parentIds[size] = parentId;
    kinds[size] = kind;
    startNanos[size] = 0;
    durationNanos[size] = 0;
    services[size] = 0;
    statuses[size] = 0;
    size++;
  }

  /// Says when the span ran.
  ///
  /// @param startNanos since the epoch, unsigned
  /// @param durationNanos a negative one counts as 0
  public void time(long startNanos, long durationNanos) {
    this.startNanos[size - 1] = startNanos;
    this.durationNanos[size - 1] = Math.max(durationNanos, 0);
  }

  /// Says whose the span is, and how it ended.
  ///
  /// @param service a code, not negative, small enough to be an index
  /// @param status OTLP's number
  public void describe(int service, int status) {
    services[size - 1] = service;
    statuses[size - 1] = (byte) StatusCode.of(status).ordinal();
  }

  /// Adds rows of another buffer, from `from` until before `to`.
  public void addAll(TraceRows other, int from, int to) {
    int count = to - from;
    if (size + count > spanIds.length) {
      resize(Math.max(size + count, size * 2));
    }
    System.arraycopy(other.spanIds, from, spanIds, size, count);
    System.arraycopy(other.parentIds, from, parentIds, size, count);
    System.arraycopy(other.kinds, from, kinds, size, count);
    System.arraycopy(other.startNanos, from, startNanos, size, count);
    System.arraycopy(other.durationNanos, from, durationNanos, size, count);
    System.arraycopy(other.services, from, services, size, count);
    System.arraycopy(other.statuses, from, statuses, size, count);
    size += count;
  }

  /// Says that all rows begun from here on came after the trace had been closed.
  public void markLate() {
    lateFrom = Math.min(lateFrom, size);
  }

  /// Forgets the rows and takes so many blank ones, to be filled column by column.
  public void blank(int count) {
    clear();
    if (count > spanIds.length) {
      resize(count);
    }
    size = count;
  }

  /// Sets the span ids of some rows; those that follow set the rest of them.
  public void spanIds(int[] rows, long[] ids, int count) {
    for (int at = 0; at < count; at++) {
      spanIds[rows[at]] = ids[at];
    }
  }

  /// 0 says that the span is a root.
  public void parentIds(int[] rows, long[] ids, int count) {
    for (int at = 0; at < count; at++) {
      parentIds[rows[at]] = ids[at];
    }
  }

  /// OTLP's numbers.
  public void kinds(int[] rows, long[] numbers, int count) {
    for (int at = 0; at < count; at++) {
      kinds[rows[at]] = (int) numbers[at];
    }
  }

  /// Since the epoch, unsigned.
  public void startNanos(int[] rows, long[] nanos, int count) {
    for (int at = 0; at < count; at++) {
      startNanos[rows[at]] = nanos[at];
    }
  }

  /// A negative one counts as 0.
  public void durationNanos(int[] rows, long[] nanos, int count) {
    for (int at = 0; at < count; at++) {
      durationNanos[rows[at]] = Math.max(nanos[at], 0);
    }
  }

  /// Codes, not negative, small enough to be indexes.
  public void services(int[] rows, long[] codes, int count) {
    for (int at = 0; at < count; at++) {
      services[rows[at]] = (int) codes[at];
    }
  }

  /// OTLP's numbers.
  public void statuses(int[] rows, long[] numbers, int count) {
    for (int at = 0; at < count; at++) {
      statuses[rows[at]] = (byte) StatusCode.of((int) numbers[at]).ordinal();
    }
  }

  private void resize(int capacity) {
    spanIds = Arrays.copyOf(spanIds, capacity);
    parentIds = Arrays.copyOf(parentIds, capacity);
    startNanos = Arrays.copyOf(startNanos, capacity);
    durationNanos = Arrays.copyOf(durationNanos, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    services = Arrays.copyOf(services, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
  }

  public int size() {
    return size;
  }

  public long spanId(int row) {
    return spanIds[row];
  }

  public long parentId(int row) {
    return parentIds[row];
  }

  public long startNanos(int row) {
    return startNanos[row];
  }

  public long durationNanos(int row) {
    return durationNanos[row];
  }

  public int kind(int row) {
    return kinds[row];
  }

  public int service(int row) {
    return services[row];
  }

  public boolean hasError(int row) {
    return statuses[row] == StatusCode.ERROR.ordinal();
  }

  public StatusCode status(int row) {
    return StatusCode.of(statuses[row]);
  }

  /// The first row that came late, or [Integer#MAX_VALUE].
  int lateFrom() {
    return lateFrom;
  }
}
