package dev.clew.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.model.Span;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;

/// Requests as a store takes them, and what it gives back, by OTLP's published classes.
public final class Requests {
  private Requests() {}

  /// An uncompressed request of these spans.
  public static SpanRequest of(Span... spans) {
    return of(List.of(spans));
  }

  public static SpanRequest of(List<Span> spans) {
    return of(OtlpProto.request(spans), Encoding.IDENTITY);
  }

  public static SpanRequest of(ExportTraceServiceRequest request, Encoding encoding) {
    byte[] body = request.toByteArray();
    try {
      SpanBatch spans = OtlpReader.read(body, body.length);
      return new SpanRequest(Compression.compress(body, encoding), encoding, spans);
    } catch (MalformedException e) {
      throw new IllegalArgumentException("what protobuf wrote must be readable", e);
    }
  }

  /// Every span of a batch alone in its resource and scope.
  public static List<ResourceSpans> alone(SpanBatch batch) {
    try {
      return alone(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch)));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("what the store gave back must be OTLP", e);
    }
  }

  /// Every span alone. A status that says nothing counts as none, which in OTLP is the same.
  public static List<ResourceSpans> alone(ExportTraceServiceRequest request) {
    return InMemorySpanStore.alone(request).stream().map(Requests::withoutEmptyStatus).toList();
  }

  private static ResourceSpans withoutEmptyStatus(ResourceSpans alone) {
    var builder = alone.toBuilder();
    var span = builder.getScopeSpansBuilder(0).getSpansBuilder(0);
    if (span.getStatus().equals(Status.getDefaultInstance())) {
      span.clearStatus();
    }
    return builder.build();
  }
}
