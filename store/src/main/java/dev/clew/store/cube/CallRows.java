package dev.clew.store.cube;

import java.util.Arrays;

/// What the cubes need to know of the spans of a trace beside their `TraceRows`, in the same order.
///
/// A buffer that is cleared and filled again, owned by one thread. A row is begun by [#add(int)];
/// the setters that follow speak of the row begun last.
public final class CallRows {
  private static final int ROWS_KEPT = 1 << 16;
  private static final byte NO_PEER = -1;

  private int size;
  private int[] names = new int[0];
  private byte[] types = new byte[0];
  private int[] peers = new int[0];

  /// Which attribute named the peer, or -1.
  private byte[] peerSources = new byte[0];

  private int linkCount;
  private int[] linkRows = new int[16];
  private long[] linkSpanIds = new long[16];

  public CallRows() {
    resize(64);
  }

  /// Forgets the rows; keeps their room unless the trace was a giant.
  public void clear() {
    size = 0;
    linkCount = 0;
    if (names.length > ROWS_KEPT) {
      resize(64);
    }
    if (linkRows.length > ROWS_KEPT) {
      resizeLinks(16);
    }
  }

  /// Begins a row.
  ///
  /// @param name the span's name, a number of the cubes' [Words]
  public void add(int name) {
    if (size == names.length) {
      resize(size * 2);
    }
    names[size] = name;
    types[size] = 0;
    peerSources[size] = NO_PEER;
    size++;
  }

  /// Says what the span tells of the call it is.
  ///
  /// @param value its text, a number of the cubes' [Words]
  public void attribute(CallAttribute attribute, int value) {
    int row = size - 1;
    types[row] = (byte) Math.max(types[row], attribute.type().ordinal());
    if (attribute.isPeer() && attribute.ordinal() >= peerSources[row]) {
      peerSources[row] = (byte) attribute.ordinal();
      peers[row] = value;
    }
  }

  /// A link to a span of the same trace.
  public void link(long spanId) {
    if (linkCount == linkRows.length) {
      resizeLinks(linkCount * 2);
    }
    linkRows[linkCount] = size - 1;
    linkSpanIds[linkCount++] = spanId;
  }

  private void resize(int capacity) {
    names = Arrays.copyOf(names, capacity);
    types = Arrays.copyOf(types, capacity);
    peers = Arrays.copyOf(peers, capacity);
    peerSources = Arrays.copyOf(peerSources, capacity);
  }

  private void resizeLinks(int capacity) {
    linkRows = Arrays.copyOf(linkRows, capacity);
    linkSpanIds = Arrays.copyOf(linkSpanIds, capacity);
  }

  int size() {
    return size;
  }

  int name(int row) {
    return names[row];
  }

  ConnectionType type(int row) {
    return ConnectionType.of(types[row]);
  }

  boolean hasPeer(int row) {
    return peerSources[row] != NO_PEER;
  }

  /// The name of the other side, where there is one.
  int peer(int row) {
    return peers[row];
  }

  int linkCount() {
    return linkCount;
  }

  /// The row that has a link.
  int linkRow(int link) {
    return linkRows[link];
  }

  long linkSpanId(int link) {
    return linkSpanIds[link];
  }
}
