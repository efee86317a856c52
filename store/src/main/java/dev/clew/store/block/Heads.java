package dev.clew.store.block;

import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.RequestWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;

/// The model's view of what resource and scope dictionaries hold: `ResourceSpans` and `ScopeSpans`
/// messages without their spans.
public final class Heads {
  private static final byte[] NOTHING = {};

  private Heads() {}

  public static Resource resource(byte[] head) {
    return ModelSpans.resource(read(head, NOTHING), 0);
  }

  public static Scope scope(byte[] head) {
    return ModelSpans.scope(read(NOTHING, head), 0);
  }

  private static SpanBatch read(byte[] resource, byte[] scope) {
    var out = new RequestWriter();
    out.startResource(resource);
    out.startScope(scope);
    out.startSpan();
    out.endSpan();
    byte[] request = out.toBytes();
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("a head that was read once must be readable again", e);
    }
  }
}
