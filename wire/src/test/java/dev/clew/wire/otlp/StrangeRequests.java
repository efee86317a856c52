package dev.clew.wire.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Span;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;

/// Makes requests of nested groups of spans, in whose messages stand fields of the future.
final class StrangeRequests {
  private StrangeRequests() {}

  static ExportTraceServiceRequest request(Gen gen) {
    var request = ExportTraceServiceRequest.newBuilder();
    for (int at = gen.random().nextInt(1, 4); at > 0; at--) {
      request.addResourceSpans(resourceSpans(gen));
    }
    return request.build();
  }

  private static ResourceSpans resourceSpans(Gen gen) {
    Span any = gen.span();
    var spans = ResourceSpans.newBuilder().setSchemaUrl(any.resource().schemaUrl());
    if (gen.chance(0.8)) {
      spans.setResource(strange(gen, OtlpProto.resource(any.resource())));
    }
    for (int at = gen.random().nextInt(1, 4); at > 0; at--) {
      spans.addScopeSpans(scopeSpans(gen));
    }
    return strange(gen, spans.build());
  }

  private static ScopeSpans scopeSpans(Gen gen) {
    Span any = gen.span();
    var spans = ScopeSpans.newBuilder().setSchemaUrl(any.scope().schemaUrl());
    if (gen.chance(0.8)) {
      spans.setScope(strange(gen, OtlpProto.scope(any.scope())));
    }
    for (int at = gen.random().nextInt(1, 6); at > 0; at--) {
      spans.addSpans(span(gen));
    }
    return strange(gen, spans.build());
  }

  private static io.opentelemetry.proto.trace.v1.Span span(Gen gen) {
    var span = OtlpProto.span(gen.span()).toBuilder();
    if (gen.chance(0.2)) {
      span.clearStatus();
    } else {
      span.setStatus(strange(gen, span.getStatus()));
    }
    for (int at = 0; at < span.getEventsCount(); at++) {
      span.setEvents(at, strange(gen, span.getEvents(at)));
    }
    for (int at = 0; at < span.getLinksCount(); at++) {
      span.setLinks(at, strange(gen, span.getLinks(at)));
    }
    return strange(gen, span.build());
  }

  /// The message, with fields that nobody knows now and then.
  @SuppressWarnings("unchecked") // a builder of M builds an M
  static <M extends Message> M strange(Gen gen, M message) {
    return gen.chance(0.8)
        ? message
        : (M) message.toBuilder().setUnknownFields(fields(gen)).build();
  }

  private static UnknownFieldSet fields(Gen gen) {
    var fields = UnknownFieldSet.newBuilder();
    for (int number : new int[] {40, 999, 1 << 28}) {
      var field = UnknownFieldSet.Field.newBuilder();
      switch (gen.random().nextInt(6)) {
        case 0 -> field.addVarint(gen.random().nextLong());
        case 1 -> field.addFixed32(gen.random().nextInt());
        case 2 -> field.addFixed64(gen.random().nextLong());
        case 3 -> field.addLengthDelimited(ByteString.copyFrom(gen.bytes(200)));
        case 4 -> field.addGroup(UnknownFieldSet.newBuilder().addField(1, varint(gen)).build());
        default -> {
          continue;
        }
      }
      fields.addField(number, field.build());
    }
    return fields.build();
  }

  private static UnknownFieldSet.Field varint(Gen gen) {
    return UnknownFieldSet.Field.newBuilder().addVarint(gen.random().nextInt()).build();
  }
}
