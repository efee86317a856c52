package dev.clew.store.close;

import dev.clew.model.SpanKind;
import java.util.Arrays;
import java.util.BitSet;

/// Which row is the parent of which, without circles, as in `dev.clew.model.TraceTree`:
///
/// - The parent is the first span with the parent's id; where there is none, the span is an orphan.
/// - Where a client span and a server span share an id, the server span stands below the client
///   span, whatever it names as its parent. Who names that id as its parent was started by the
///   server, and stands below the client only if its service is the client's and not the server's.
/// - Where parents run in a circle, the circle is cut above its earliest span.
final class Parents {
  private static final int NONE = SpanIndex.NONE;
  private static final int CLIENT = SpanKind.CLIENT.ordinal();
  private static final int SERVER = SpanKind.SERVER.ordinal();

  private final TraceRows rows;
  private final SpanIndex index;
  private final int[] parent;
  private final BitSet orphans = new BitSet();
  private final BitSet cut = new BitSet();

  Parents(TraceRows rows, SpanIndex index, long[] start) {
    this.rows = rows;
    this.index = index;
    parent = new int[rows.size()];
    Arrays.fill(parent, NONE);
    for (int row : index.spans()) {
      parent[row] = find(row);
    }
    cutCircles(start);
  }

  private int find(int row) {
    if (rows.kind(row) == SERVER && index.hasSharedIds()) {
      int client = index.find(rows.spanId(row), CLIENT);
      if (client != NONE) {
        return client;
      }
    }
    if (rows.parentId(row) == 0) {
      return NONE;
    }
    int found = named(row, rows.parentId(row));
    orphans.set(row, found == NONE);
    return found;
  }

  private int named(int child, long id) {
    if (!index.hasSharedIds()) {
      return index.find(id);
    }
    int client = index.find(id, CLIENT);
    int server = index.find(id, SERVER);
    if (client == NONE || server == NONE) {
      return index.find(id);
    }
    int service = rows.service(child);
    return service == rows.service(client) && service != rows.service(server) ? client : server;
  }

  /// Walks up from each span; whoever meets its own trail stands in a circle.
  private void cutCircles(long[] start) {
    int[] seenFrom = new int[parent.length];
    for (int from : index.spans()) {
      int trail = from + 1;
      int at = from;
      while (at != NONE && seenFrom[at] == 0) {
        seenFrom[at] = trail;
        at = parent[at];
      }
      if (at != NONE && seenFrom[at] == trail) {
        int first = earliest(at, start);
        parent[first] = NONE;
        cut.set(first);
      }
    }
  }

  private int earliest(int member, long[] start) {
    int earliest = member;
    for (int at = parent[member]; at != member; at = parent[at]) {
      boolean isEarlier = start[at] < start[earliest];
      earliest = isEarlier || (start[at] == start[earliest] && at < earliest) ? at : earliest;
    }
    return earliest;
  }

  /// By row: the row of the parent, or -1. Not to be changed.
  int[] rows() {
    return parent;
  }

  /// Rows whose parent is not here.
  BitSet orphans() {
    return orphans;
  }

  /// Rows above which a circle was cut.
  BitSet cut() {
    return cut;
  }
}
