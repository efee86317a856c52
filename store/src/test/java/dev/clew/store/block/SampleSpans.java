package dev.clew.store.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.store.head.Head;
import dev.clew.store.head.HeadBlock;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.testkit.TraceGen.Fault;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/// Random requests with all that a sender can put into spans, and heads of them.
public final class SampleSpans {
  private SampleSpans() {}

  /// The head of a request.
  public static HeadBlock head(ExportTraceServiceRequest request) {
    return head(request, Integer.MAX_VALUE);
  }

  /// The head of a request, of which attributes have so many columns at most.
  public static HeadBlock head(ExportTraceServiceRequest request, int maxColumns) {
    var head = new Head("head", maxColumns);
    head.append(batch(request.toByteArray()));
    return head.snapshot();
  }

  /// A head of `count` spans of one resource.
  public static HeadBlock head(int count, IntFunction<Span.Builder> spans) {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int at = 0; at < count; at++) {
      scope.addSpans(spans.apply(at));
    }
    return head(request.build());
  }

  /// A span without anything that it could do without.
  ///
  /// @param parent 0 for none
  public static Span.Builder span(long trace, long id, long parent) {
    ByteBuffer traceId = ByteBuffer.allocate(16).putLong(0).putLong(trace).flip();
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(traceId))
            .setSpanId(id(id))
            .setStartTimeUnixNano(1_000_000 + id)
            .setEndTimeUnixNano(2_000_000 + id);
    return parent == 0 ? span : span.setParentSpanId(id(parent));
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
  }

  public static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static SpanBatch batch(byte[] request) {
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /// Some traces, their spans shuffled, a `ResourceSpans` each.
  public static ExportTraceServiceRequest request(long seed) {
    var gen = new Gen(seed);
    var traces = new TraceGen(gen);
    var spans = new ArrayList<dev.clew.model.Span>();
    for (int trace = gen.random().nextInt(1, 13); trace > 0; trace--) {
      Fault[] faults = gen.some(2, () -> gen.oneOf(List.of(Fault.values()))).toArray(new Fault[0]);
      spans.addAll(traces.trace(gen.random().nextInt(2, 20), faults));
    }
    Collections.shuffle(spans, new Random(seed));
    var request = ExportTraceServiceRequest.newBuilder();
    for (ResourceSpans each : OtlpProto.request(spans).getResourceSpansList()) {
      ResourceSpans.Builder ofResource = each.toBuilder();
      spoil(ofResource.getScopeSpansBuilder(0).getSpansBuilder(0), gen);
      request.addResourceSpans(ofResource);
    }
    return request.build();
  }

  /// Puts in what the model has no place for.
  private static void spoil(Span.Builder span, Gen gen) {
    // A status that says nothing is not kept.
    if (span.getStatus().equals(Status.getDefaultInstance())) {
      span.clearStatus();
    }
    if (gen.chance(0.2) && span.getAttributesCount() > 0) {
      span.addAttributes(span.getAttributes(0).toBuilder().setValue(OtlpProto.value(gen.value())));
    }
    // An attribute with unknown fields is kept with the span's unknown fields: behind the others.
    if (gen.chance(0.1) && span.getAttributesCount() > 0) {
      span.getAttributesBuilder(span.getAttributesCount() - 1).setUnknownFields(unknown(gen));
    }
    if (gen.chance(0.1)) {
      span.setUnknownFields(unknown(gen));
    }
    if (gen.chance(0.1)) {
      span.setDroppedEventsCount(-1).setFlags(-1).setKindValue(-3);
    }
    if (gen.chance(0.1)) {
      span.setStartTimeUnixNano(0).setEndTimeUnixNano(-1);
    }
  }

  private static UnknownFieldSet unknown(Gen gen) {
    ByteString bytes = ByteString.copyFrom(gen.bytes(9));
    return UnknownFieldSet.newBuilder()
        .addField(999, UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build())
        .build();
  }

  /// The spans of a request, each in a request of its own, without an order.
  public static List<ResourceSpans> apart(ExportTraceServiceRequest request) {
    var apart = new ArrayList<ResourceSpans>();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        for (Span span : ofScope.getSpansList()) {
          ScopeSpans.Builder one = ofScope.toBuilder().clearSpans().addSpans(span);
          apart.add(ofResource.toBuilder().clearScopeSpans().addScopeSpans(one).build());
        }
      }
    }
    return apart;
  }
}
