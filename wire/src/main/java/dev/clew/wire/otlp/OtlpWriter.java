package dev.clew.wire.otlp;

import dev.clew.model.Span;
import dev.clew.wire.proto.ProtoWriter;
import java.util.List;
import java.util.function.IntPredicate;

/// Writes spans as the bytes of an `ExportTraceServiceRequest` (or a `TracesData`, which looks the
/// same).
public final class OtlpWriter {
  private static final int NONE = -1;

  private OtlpWriter() {}

  /// Writes all spans of the batch.
  public static byte[] write(SpanBatch batch) {
    return write(batch, _ -> true);
  }

  /// Writes the spans whose rows are to be kept, with their resources and scopes and all fields
  /// that were gathered.
  public static byte[] write(SpanBatch batch, IntPredicate keep) {
    var out = new RequestWriter(new ProtoWriter(batch.bytes().length + 64));
    int resource = NONE;
    int scope = NONE;
    for (int row = 0; row < batch.size(); row++) {
      if (!keep.test(row)) {
        continue;
      }
      int ofScope = batch.spans().scope(row);
      int ofResource = batch.scopes().resource(ofScope);
      if (ofResource != resource) {
        out.startResource(resourceHead(batch, ofResource));
        resource = ofResource;
      }
      if (ofScope != scope) {
        out.startScope(scopeHead(batch, ofScope));
        scope = ofScope;
      }
      SpanBytes.writeSpan(batch, row, out.startSpan());
      out.endSpan();
    }
    return out.toBytes();
  }

  /// Writes spans of the model, those of equal resources and scopes together.
  public static byte[] write(List<Span> spans) {
    return ModelWriter.write(spans);
  }

  /// A `ResourceSpans` message without its spans: the resource, the schema URL, what is unknown.
  public static byte[] resourceHead(SpanBatch batch, int resource) {
    Resources resources = batch.resources();
    return head(
        batch.bytes(),
        resources.encoded(resource),
        resources.schemaUrl(resource),
        resources.extra(resource));
  }

  /// A `ScopeSpans` message without its spans: the scope, the schema URL, what is unknown.
  public static byte[] scopeHead(SpanBatch batch, int scope) {
    Scopes scopes = batch.scopes();
    return head(batch.bytes(), scopes.encoded(scope), scopes.schemaUrl(scope), scopes.extra(scope));
  }

  private static byte[] head(byte[] bytes, long encoded, long schemaUrl, long extra) {
    var out =
        new ProtoWriter(Slice.length(encoded) + Slice.length(schemaUrl) + Slice.length(extra) + 16);
    if (encoded != Slice.EMPTY) {
      SpanBytes.slice(out, Tags.HEAD, bytes, encoded);
    }
    SpanBytes.text(out, Tags.SCHEMA_URL, bytes, schemaUrl);
    SpanBytes.raw(out, bytes, extra);
    return out.toBytes();
  }
}
