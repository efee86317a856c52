package dev.clew.serve.api.zipkin;

import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.wire.zipkin.Endpoint;
import dev.clew.wire.zipkin.ToldSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One service's side of a span, put together from the pieces in which it was told.
///
/// Owned by one thread.
final class Side {
  private static final Comparator<ToldSpan> CALLERS_FIRST =
      Comparator.<ToldSpan, Long>comparing(span -> span.id().bits(), Long::compareUnsigned)
          .thenComparingInt(Side::rank)
          .thenComparing(span -> span.local().serviceName())
          .thenComparing(span -> span.local().ipv4())
          .thenComparing(span -> span.local().ipv6());

  final SpanId id;
  private @Nullable SpanId parentId;
  private SpanKind kind;
  private boolean isShared;
  private Endpoint local;
  private String remoteService;
  private boolean hasError;
  private @Nullable Side parent;
  private final List<Side> children = new ArrayList<>();

  private Side(ToldSpan piece) {
    id = piece.id();
    parentId = piece.parentId();
    kind = piece.kind();
    isShared = piece.isShared();
    local = piece.local();
    remoteService = piece.remote().serviceName();
    hasError = piece.tags().containsKey("error");
  }

  /// The sides that these spans of one trace tell of, callers before those they called.
  static List<Side> of(List<ToldSpan> spans) {
    var sides = new ArrayList<Side>();
    for (ToldSpan span : spans.stream().sorted(CALLERS_FIRST).toList()) {
      if (sides.isEmpty() || !sides.getLast().takes(span)) {
        sides.add(new Side(span));
      }
    }
    for (int at = 1; at < sides.size(); at++) {
      sides.get(at).learnFrom(sides.get(at - 1));
    }
    return sides;
  }

  private static int rank(ToldSpan span) {
    if (span.isShared()) {
      return 2;
    }
    return span.kind() == SpanKind.CLIENT ? 0 : 1;
  }

  /// Takes another piece of the same side, if it is one.
  private boolean takes(ToldSpan piece) {
    boolean isSame =
        piece.id().equals(id) && piece.isShared() == isShared && piece.local().fits(local);
    if (!isSame) {
      return false;
    }
    parentId = parentId == null ? piece.parentId() : parentId;
    kind = kind == SpanKind.UNSPECIFIED ? piece.kind() : kind;
    local = local.completedBy(piece.local());
    remoteService = remoteService.isEmpty() ? piece.remote().serviceName() : remoteService;
    hasError |= piece.tags().containsKey("error");
    return true;
  }

  /// Some clients forget to say that a span is shared, or whose child it is; the caller of the same
  /// id knows.
  private void learnFrom(Side caller) {
    if (!caller.id.equals(id)) {
      return;
    }
    isShared |= caller.kind == SpanKind.CLIENT && kind == SpanKind.SERVER;
    if (isShared && parentId == null) {
      parentId = caller.parentId;
    }
  }

  void adopt(Side child) {
    children.add(child);
    child.parent = this;
  }

  List<Side> children() {
    return children;
  }

  @Nullable SpanId parentId() {
    return parentId;
  }

  boolean isShared() {
    return isShared;
  }

  boolean hasError() {
    return hasError;
  }

  Endpoint local() {
    return local;
  }

  String service() {
    return local.serviceName();
  }

  String remoteService() {
    return remoteService;
  }

  boolean is(SpanKind asked) {
    return kind == asked;
  }

  /// What kind of call it is; where that was not said, a client's if both ends are named.
  SpanKind call() {
    boolean isUnsaid = kind == SpanKind.UNSPECIFIED;
    return isUnsaid && !service().isEmpty() && !remoteService.isEmpty() ? SpanKind.CLIENT : kind;
  }

  /// The nearest side above that is an end of a call.
  @Nullable Side remoteAncestor() {
    Side above = parent;
    while (above != null && above.is(SpanKind.UNSPECIFIED)) {
      above = above.parent;
    }
    return above;
  }
}
