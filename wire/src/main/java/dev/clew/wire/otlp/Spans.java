package dev.clew.wire.otlp;

import java.util.Arrays;

/// The spans of a batch as columns.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Spans {
  private static final int FIRST_ROWS = 16;

  private int expected;
  private int size;
  private long[] traceIdHighs = new long[FIRST_ROWS];
  private long[] traceIdLows = new long[FIRST_ROWS];
  private long[] spanIds = new long[FIRST_ROWS];
  private long[] parentSpanIds = new long[FIRST_ROWS];
  private int[] scopes = new int[FIRST_ROWS];
  private long[] traceStates = new long[FIRST_ROWS];
  private int[] flags = new int[FIRST_ROWS];
  private long[] names = new long[FIRST_ROWS];
  private int[] kinds = new int[FIRST_ROWS];
  private long[] starts = new long[FIRST_ROWS];
  private long[] ends = new long[FIRST_ROWS];
  private int[] statuses = new int[FIRST_ROWS];
  private long[] statusMessages = new long[FIRST_ROWS];
  private int[] attributesFrom = new int[FIRST_ROWS];
  private int[] attributesTo = new int[FIRST_ROWS];
  private int[] droppedAttributes = new int[FIRST_ROWS];
  private int[] eventsFrom = new int[FIRST_ROWS];
  private int[] eventsTo = new int[FIRST_ROWS];
  private int[] droppedEvents = new int[FIRST_ROWS];
  private int[] linksFrom = new int[FIRST_ROWS];
  private int[] linksTo = new int[FIRST_ROWS];
  private int[] droppedLinks = new int[FIRST_ROWS];
  private long[] extras = new long[FIRST_ROWS];
  private int[] encodedBytes = new int[FIRST_ROWS];
  private byte[] problems = new byte[FIRST_ROWS];

  /// Says how many rows there may be; room for them is taken once there are some.
  void expect(int rows) {
    expected = rows;
  }

  /// Adds an empty row and returns its number.
  int add() {
    if (size == traceIdHighs.length) {
      grow();
    }
    return size++;
  }

  private void grow() {
    int capacity = Math.max(size * 2, expected);
    traceIdHighs = Arrays.copyOf(traceIdHighs, capacity);
    traceIdLows = Arrays.copyOf(traceIdLows, capacity);
    spanIds = Arrays.copyOf(spanIds, capacity);
    parentSpanIds = Arrays.copyOf(parentSpanIds, capacity);
    scopes = Arrays.copyOf(scopes, capacity);
    traceStates = Arrays.copyOf(traceStates, capacity);
    flags = Arrays.copyOf(flags, capacity);
    names = Arrays.copyOf(names, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    statuses = Arrays.copyOf(statuses, capacity);
    statusMessages = Arrays.copyOf(statusMessages, capacity);
    attributesFrom = Arrays.copyOf(attributesFrom, capacity);
    attributesTo = Arrays.copyOf(attributesTo, capacity);
    droppedAttributes = Arrays.copyOf(droppedAttributes, capacity);
    eventsFrom = Arrays.copyOf(eventsFrom, capacity);
    eventsTo = Arrays.copyOf(eventsTo, capacity);
    droppedEvents = Arrays.copyOf(droppedEvents, capacity);
    linksFrom = Arrays.copyOf(linksFrom, capacity);
    linksTo = Arrays.copyOf(linksTo, capacity);
    droppedLinks = Arrays.copyOf(droppedLinks, capacity);
    extras = Arrays.copyOf(extras, capacity);
    encodedBytes = Arrays.copyOf(encodedBytes, capacity);
    problems = Arrays.copyOf(problems, capacity);
  }

  /// Forgets all rows.
  void clear() {
    Arrays.fill(traceIdHighs, 0, size, 0);
    Arrays.fill(traceIdLows, 0, size, 0);
    Arrays.fill(spanIds, 0, size, 0);
    Arrays.fill(parentSpanIds, 0, size, 0);
    Arrays.fill(scopes, 0, size, 0);
    Arrays.fill(traceStates, 0, size, 0);
    Arrays.fill(flags, 0, size, 0);
    Arrays.fill(names, 0, size, 0);
    Arrays.fill(kinds, 0, size, 0);
    Arrays.fill(starts, 0, size, 0);
    Arrays.fill(ends, 0, size, 0);
    Arrays.fill(statuses, 0, size, 0);
    Arrays.fill(statusMessages, 0, size, 0);
    Arrays.fill(attributesFrom, 0, size, 0);
    Arrays.fill(attributesTo, 0, size, 0);
    Arrays.fill(droppedAttributes, 0, size, 0);
    Arrays.fill(eventsFrom, 0, size, 0);
    Arrays.fill(eventsTo, 0, size, 0);
    Arrays.fill(droppedEvents, 0, size, 0);
    Arrays.fill(linksFrom, 0, size, 0);
    Arrays.fill(linksTo, 0, size, 0);
    Arrays.fill(droppedLinks, 0, size, 0);
    Arrays.fill(extras, 0, size, 0);
    Arrays.fill(problems, 0, size, (byte) 0);
    size = 0;
  }

  public int size() {
    return size;
  }

  public long traceIdHigh(int row) {
    return traceIdHighs[row];
  }

  void traceIdHigh(int row, long value) {
    traceIdHighs[row] = value;
  }

  public long traceIdLow(int row) {
    return traceIdLows[row];
  }

  void traceIdLow(int row, long value) {
    traceIdLows[row] = value;
  }

  public long spanId(int row) {
    return spanIds[row];
  }

  void spanId(int row, long value) {
    spanIds[row] = value;
  }

  /// 0 for a root.
  public long parentSpanId(int row) {
    return parentSpanIds[row];
  }

  void parentSpanId(int row, long value) {
    parentSpanIds[row] = value;
  }

  /// The row of the scope, which knows the resource.
  public int scope(int row) {
    return scopes[row];
  }

  void scope(int row, int value) {
    scopes[row] = value;
  }

  /// The slice of the trace state.
  public long traceState(int row) {
    return traceStates[row];
  }

  void traceState(int row, long value) {
    traceStates[row] = value;
  }

  public int flags(int row) {
    return flags[row];
  }

  void flags(int row, int value) {
    flags[row] = value;
  }

  /// The slice of the name.
  public long name(int row) {
    return names[row];
  }

  void name(int row, long value) {
    names[row] = value;
  }

  /// OTLP's number, which may be one of the future.
  public int kind(int row) {
    return kinds[row];
  }

  void kind(int row, int value) {
    kinds[row] = value;
  }

  /// Nanoseconds since the epoch, unsigned, as sent.
  public long startNanos(int row) {
    return starts[row];
  }

  void startNanos(int row, long value) {
    starts[row] = value;
  }

  /// Nanoseconds since the epoch, unsigned, as sent; 0 where the span has not ended.
  public long endNanos(int row) {
    return ends[row];
  }

  void endNanos(int row, long value) {
    ends[row] = value;
  }

  /// OTLP's number, which may be one of the future.
  public int statusCode(int row) {
    return statuses[row];
  }

  void statusCode(int row, int value) {
    statuses[row] = value;
  }

  /// The slice of the status message.
  public long statusMessage(int row) {
    return statusMessages[row];
  }

  void statusMessage(int row, long value) {
    statusMessages[row] = value;
  }

  public int attributesFrom(int row) {
    return attributesFrom[row];
  }

  void attributesFrom(int row, int value) {
    attributesFrom[row] = value;
  }

  public int attributesTo(int row) {
    return attributesTo[row];
  }

  void attributesTo(int row, int value) {
    attributesTo[row] = value;
  }

  public int droppedAttributes(int row) {
    return droppedAttributes[row];
  }

  void droppedAttributes(int row, int value) {
    droppedAttributes[row] = value;
  }

  public int eventsFrom(int row) {
    return eventsFrom[row];
  }

  void eventsFrom(int row, int value) {
    eventsFrom[row] = value;
  }

  public int eventsTo(int row) {
    return eventsTo[row];
  }

  void eventsTo(int row, int value) {
    eventsTo[row] = value;
  }

  public int droppedEvents(int row) {
    return droppedEvents[row];
  }

  void droppedEvents(int row, int value) {
    droppedEvents[row] = value;
  }

  public int linksFrom(int row) {
    return linksFrom[row];
  }

  void linksFrom(int row, int value) {
    linksFrom[row] = value;
  }

  public int linksTo(int row) {
    return linksTo[row];
  }

  void linksTo(int row, int value) {
    linksTo[row] = value;
  }

  public int droppedLinks(int row) {
    return droppedLinks[row];
  }

  void droppedLinks(int row, int value) {
    droppedLinks[row] = value;
  }

  /// The slice of the `Span` fields this code does not know, as encoded.
  public long extra(int row) {
    return extras[row];
  }

  void extra(int row, long value) {
    extras[row] = value;
  }

  /// How long the `Span` message is that it came as.
  public int encodedBytes(int row) {
    return encodedBytes[row];
  }

  void encodedBytes(int row, int value) {
    encodedBytes[row] = value;
  }

  /// Why this span can never be stored, or `NONE`.
  public SpanProblem problem(int row) {
    return SpanProblem.of(problems[row]);
  }

  void problem(int row, SpanProblem value) {
    problems[row] = (byte) value.ordinal();
  }
}
