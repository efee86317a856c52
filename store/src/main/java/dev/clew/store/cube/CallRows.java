package dev.clew.store.cube;

import dev.clew.store.ConnectionType;
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
    attribute(size - 1, attribute, value);
  }

  /// Says what the spans of some rows tell of the calls they are.
  public void attributes(CallAttribute attribute, int[] rows, long[] values, int count) {
    for (int at = 0; at < count; at++) {
      attribute(rows[at], attribute, (int) values[at]);
    }
  }

  private void attribute(int row, CallAttribute attribute, int value) {
    types[row] = (byte) Math.max(types[row], attribute.type().ordinal());
    if (attribute.isPeer() && attribute.ordinal() >= peerSources[row]) {
      peerSources[row] = (byte) attribute.ordinal();
      peers[row] = value;
    }
  }

  /// A link to a span of the same trace.
  public void link(long spanId) {
    link(size - 1, spanId);
  }

  /// A link of a row to a span of the same trace; links are told in the order of their rows.
  public void link(int row, long spanId) {
    if (linkCount == linkRows.length) {
      resizeLinks(linkCount * 2);
    }
    linkRows[linkCount] = row;
    linkSpanIds[linkCount++] = spanId;
  }

  /// Adds rows of another buffer, from `from` until before `to`.
  public void addAll(CallRows other, int from, int to) {
    int count = to - from;
    if (size + count > names.length) {
      resize(Math.max(size + count, size * 2));
    }
    System.arraycopy(other.names, from, names, size, count);
    System.arraycopy(other.types, from, types, size, count);
    System.arraycopy(other.peers, from, peers, size, count);
    System.arraycopy(other.peerSources, from, peerSources, size, count);
    for (int link = other.firstLink(from);
        link < other.linkCount && other.linkRows[link] < to;
        link++) {
      link(other.linkRows[link] - from + size, other.linkSpanIds[link]);
    }
    size += count;
  }

  /// The first link of this row or a later one.
  private int firstLink(int row) {
    int low = 0;
    int high = linkCount;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (linkRows[middle] < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Forgets the rows and takes so many blank ones, to be filled column by column.
  public void blank(int count) {
    clear();
    if (count > names.length) {
      resize(count);
    }
    size = count;
    Arrays.fill(types, 0, count, (byte) 0);
    Arrays.fill(peerSources, 0, count, NO_PEER);
  }

  /// Names the spans of some rows.
  public void names(int[] rows, long[] words, int count) {
    for (int at = 0; at < count; at++) {
      names[rows[at]] = (int) words[at];
    }
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

  /// The span's name, a number of the cubes' [Words].
  public int name(int row) {
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
