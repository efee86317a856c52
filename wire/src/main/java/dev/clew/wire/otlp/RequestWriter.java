package dev.clew.wire.otlp;

import dev.clew.wire.proto.ProtoWriter;

/// Writes an OTLP request piece by piece: a resource, a scope under it, spans under that.
///
/// Owned by one thread. The heads are those of [OtlpWriter#resourceHead(SpanBatch, int)] and
/// [OtlpWriter#scopeHead(SpanBatch, int)].
public final class RequestWriter {
  private static final int NONE = -1;

  private final ProtoWriter out;
  private int resource = NONE;
  private int scope = NONE;
  private int span = NONE;

  public RequestWriter() {
    this(4096);
  }

  /// @param capacity about as many bytes as will be written
  RequestWriter(int capacity) {
    this(new ProtoWriter(Math.max(64, capacity)));
  }

  RequestWriter(ProtoWriter out) {
    this.out = out;
  }

  /// Starts the `ResourceSpans` of which this is everything but the spans.
  public void startResource(byte[] head) {
    endResource();
    resource = out.begin(Tags.RESOURCE_SPANS);
    out.raw(head, 0, head.length);
  }

  /// Starts the `ScopeSpans` of which this is everything but the spans.
  public void startScope(byte[] head) {
    if (resource == NONE) {
      throw new IllegalStateException("scope needs a resource that was started");
    }
    endScope();
    scope = out.begin(Tags.ITEMS);
    out.raw(head, 0, head.length);
  }

  /// Starts a span; whoever called writes its fields and then calls [#endSpan()].
  public ProtoWriter startSpan() {
    if (scope == NONE) {
      throw new IllegalStateException("span needs a scope that was started");
    }
    span = out.begin(Tags.ITEMS);
    return out;
  }

  public void endSpan() {
    out.end(span);
    span = NONE;
  }

  /// How many bytes were written.
  public int size() {
    return out.size();
  }

  /// Ends what was started and returns the request.
  public byte[] toBytes() {
    endResource();
    return out.toBytes();
  }

  /// Ends what was started, returns the request, and begins another.
  public byte[] take() {
    byte[] request = toBytes();
    out.clear();
    return request;
  }

  private void endScope() {
    if (scope != NONE) {
      out.end(scope);
      scope = NONE;
    }
  }

  private void endResource() {
    endScope();
    if (resource != NONE) {
      out.end(resource);
      resource = NONE;
    }
  }
}
