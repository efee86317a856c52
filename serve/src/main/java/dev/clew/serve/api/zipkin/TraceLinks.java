package dev.clew.serve.api.zipkin;

import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.wire.zipkin.Endpoint;
import dev.clew.wire.zipkin.ToldSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out which service called which in a trace, as Zipkin does.
///
/// Of a call whose both ends are told, the server's end counts, since it knows its own name; an end
/// that is not told has the name that the other gave it. A messaging span is a call from or to its
/// broker. What stands between two services without being a call is looked through.
///
/// Owned by one thread.
final class TraceLinks {
  private final Links links;

  /// The sides by id, without those that share theirs with a caller.
  private final Map<SpanId, Side> byId = new HashMap<>();

  private final Map<Shared, Side> shared = new HashMap<>();
  private @Nullable Side root;
  private final List<Side> tops = new ArrayList<>();

  /// Where a side stands that shares its id: several servers may have answered one caller.
  private record Shared(SpanId id, Endpoint local) {}

  private TraceLinks(Links links) {
    this.links = links;
  }

  /// Adds the calls of the spans of one trace.
  static void add(List<ToldSpan> spans, Links links) {
    var trace = new TraceLinks(links);
    List<Side> sides = Side.of(spans);
    sides.forEach(trace::register);
    sides.forEach(trace::place);
    trace.walk();
  }

  private void register(Side side) {
    if (side.isShared()) {
      shared.put(new Shared(side.id, side.local()), side);
    } else if (side.parentId() == null && root == null) {
      root = side;
    } else {
      byId.put(side.id, side);
    }
  }

  private boolean isKnown(Side side) {
    return side.isShared()
        ? shared.get(new Shared(side.id, side.local())) == side
        : byId.get(side.id) == side;
  }

  /// Puts a side below its parent; where that is missing, below the root.
  private void place(Side side) {
    if (!isKnown(side)) {
      return;
    }
    Side above = above(side);
    if (above != null && above != side) {
      above.adopt(side);
    } else if (root != null) {
      root.adopt(side);
    } else {
      tops.add(side);
    }
  }

  private @Nullable Side above(Side side) {
    if (side.isShared()) {
      return byId.get(side.id);
    }
    SpanId parentId = side.parentId();
    if (parentId == null) {
      return null;
    }
    // A service's own side of the parent is nearer than that of its caller.
    Side own = shared.get(new Shared(parentId, side.local()));
    return own == null ? byId.get(parentId) : own;
  }

  /// Parents that run in a circle are below no root, and not walked.
  private void walk() {
    var ahead = new ArrayDeque<>(tops);
    if (root != null) {
      ahead.add(root);
    }
    while (!ahead.isEmpty()) {
      Side side = ahead.remove();
      link(side);
      ahead.addAll(side.children());
    }
  }

  private void link(Side side) {
    switch (side.call()) {
      case SERVER -> linkServer(side);
      case CLIENT -> linkClient(side);
      case PRODUCER -> add(side.service(), side.remoteService(), side.hasError());
      case CONSUMER -> add(side.remoteService(), side.service(), side.hasError());
      case UNSPECIFIED, INTERNAL -> {
        // no call
      }
    }
  }

  private void linkServer(Side side) {
    String caller = side.remoteService();
    if (side == root && caller.isEmpty()) {
      return;
    }
    String above = serviceAbove(side);
    add(above.isEmpty() ? caller : above, side.service(), hasError(side));
  }

  /// A client's side with something below it is told by that.
  private void linkClient(Side side) {
    if (side.is(SpanKind.CLIENT) && !side.children().isEmpty()) {
      return;
    }
    String above = serviceAbove(side);
    boolean isGap = !side.service().isEmpty() && !above.equals(side.service());
    if (isGap) {
      add(above, side.service(), false);
    }
    String caller = side.service().isEmpty() ? above : side.service();
    add(caller, side.remoteService(), hasError(side));
  }

  private static String serviceAbove(Side side) {
    Side ancestor = side.remoteAncestor();
    return ancestor == null ? "" : ancestor.service();
  }

  /// A caller's failure is the call's, whichever side tells of it.
  private static boolean hasError(Side side) {
    Side ancestor = side.remoteAncestor();
    boolean isCallerFailed =
        ancestor != null
            && ancestor.hasError()
            && ancestor.is(SpanKind.CLIENT)
            && ancestor.id.equals(side.parentId())
            && !ancestor.service().isEmpty();
    return side.hasError() || isCallerFailed;
  }

  private void add(String caller, String called, boolean isError) {
    if (!caller.isEmpty() && !called.isEmpty()) {
      links.add(caller, called, 1, isError ? 1 : 0);
    }
  }
}
