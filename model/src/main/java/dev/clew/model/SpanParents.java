package dev.clew.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the parent that a span names: the first span with that id.
///
/// Clients with B3 propagation report both ends of a call under one id. Where a client span and a
/// server span share an id, the server span stands below the client span, whatever it names as its
/// parent. Who names that id was started by the server, and stands below the client only if its
/// service is the client's and not the server's.
final class SpanParents {
  private static final int NONE = -1;

  private final LongIndex all;
  private final long[] spanIds;
  private final TraceTree.@Nullable Ends ends;
  private final LongIndex clients;
  private final LongIndex servers;

  private SpanParents(long[] spanIds, TraceTree.@Nullable Ends ends) {
    this.spanIds = spanIds;
    this.ends = ends;
    all = new LongIndex(spanIds);
    clients = ends == null ? all : index(spanIds, ends.kinds(), SpanKind.CLIENT);
    servers = ends == null ? all : index(spanIds, ends.kinds(), SpanKind.SERVER);
  }

  static SpanParents byId(long[] spanIds) {
    return new SpanParents(spanIds, null);
  }

  static SpanParents byIdAndEnd(long[] spanIds, TraceTree.Ends ends) {
    return new SpanParents(spanIds, ends);
  }

  private static LongIndex index(long[] spanIds, int[] kinds, SpanKind kind) {
    long[] ofKind = new long[spanIds.length];
    Arrays.setAll(ofKind, span -> kinds[span] == kind.ordinal() ? spanIds[span] : 0);
    return new LongIndex(ofKind);
  }

  /// The span above, or -1.
  ///
  /// @param parentId 0 where the span names none
  int find(int span, long parentId) {
    if (ends == null) {
      return parentId == 0 ? NONE : all.first(parentId);
    }
    if (ends.kinds()[span] == SpanKind.SERVER.ordinal()) {
      int client = clients.first(spanIds[span]);
      if (client != NONE) {
        return client;
      }
    }
    return parentId == 0 ? NONE : named(ends.services(), span, parentId);
  }

  private int named(int[] services, int span, long parentId) {
    int client = clients.first(parentId);
    int server = servers.first(parentId);
    if (client == NONE || server == NONE) {
      return all.first(parentId);
    }
    int service = services[span];
    return service == services[client] && service != services[server] ? client : server;
  }
}
