package dev.clew.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Makes requests as the worst of senders might: one key with values of every type, a key twice in
/// one list, very long texts, fields of the future in every message, spans grouped or alone.
///
/// Owned by one thread.
public final class WildRequests {
  private static final List<String> SHARED_KEYS =
      List.of("key", "http.status_code", "", "\u0000", "service.name", "k\u202Ey");
  private static final int[] UNKNOWN_FIELDS = {40, 999, 1 << 28};

  private final Gen gen;
  private final int longestText;

  /// @param longestText how many characters a text has now and then
  public WildRequests(Gen gen, int longestText) {
    this.gen = gen;
    this.longestText = longestText;
  }

  /// A request of these spans and of more than the model has.
  public ExportTraceServiceRequest of(List<Span> spans) {
    var request = ExportTraceServiceRequest.newBuilder();
    for (ResourceSpans each : OtlpProto.request(spans).getResourceSpansList()) {
      request.addResourceSpans(wild(each));
    }
    return request.build();
  }

  /// The span may come twice, each time with attributes of its own.
  private ResourceSpans wild(ResourceSpans spans) {
    var wild = spans.toBuilder();
    wild.setResource(strange(spans.getResource()));
    wild.setScopeSpans(0, wild(spans.getScopeSpans(0)));
    return strange(wild.build());
  }

  private ScopeSpans wild(ScopeSpans spans) {
    var wild = spans.toBuilder().clearSpans();
    if (gen.chance(0.8)) {
      wild.setScope(strange(spans.getScope()));
    } else {
      wild.clearScope();
    }
    var span = spans.getSpans(0);
    wild.addSpans(wild(span));
    if (gen.chance(0.1)) {
      wild.addSpans(wild(span));
    }
    return strange(wild.build());
  }

  private io.opentelemetry.proto.trace.v1.Span wild(io.opentelemetry.proto.trace.v1.Span span) {
    var wild = span.toBuilder();
    wild.addAllAttributes(attributes());
    if (gen.chance(0.02)) {
      wild.setName(longText());
    }
    if (gen.chance(0.2)) {
      wild.clearStatus();
    }
    for (Event.Builder each : wild.getEventsBuilderList()) {
      each.addAllAttributes(attributes());
    }
    for (Link.Builder each : wild.getLinksBuilderList()) {
      each.addAllAttributes(attributes());
    }
    return strange(wild.build());
  }

  private List<KeyValue> attributes() {
    var attributes = new ArrayList<KeyValue>();
    for (int at = gen.random().nextInt(4); at > 0; at--) {
      var attribute = KeyValue.newBuilder().setKey(gen.oneOf(SHARED_KEYS));
      attribute.setValue(OtlpProto.value(gen.value()));
      if (gen.chance(0.02)) {
        attribute.getValueBuilder().setStringValue(longText());
      }
      attributes.add(attribute.build());
    }
    return attributes;
  }

  private String longText() {
    return gen.word().repeat(1 + gen.random().nextInt(longestText / 5));
  }

  /// The message, with fields that nobody knows now and then.
  @SuppressWarnings("unchecked") // a builder of M builds an M
  private <M extends Message> M strange(M message) {
    return gen.chance(0.9)
        ? message
        : (M) message.toBuilder().setUnknownFields(unknownFields()).build();
  }

  private UnknownFieldSet unknownFields() {
    var fields = UnknownFieldSet.newBuilder();
    IntStream.of(UNKNOWN_FIELDS)
        .filter(_ -> gen.chance(0.5))
        .forEach(number -> {
          var field = UnknownFieldSet.Field.newBuilder();
          switch (gen.random().nextInt(4)) {
            case 0 -> field.addVarint(gen.random().nextLong());
            case 1 -> field.addFixed32(gen.random().nextInt());
            case 2 -> field.addFixed64(gen.random().nextLong());
            default -> field.addLengthDelimited(ByteString.copyFrom(gen.bytes(50)));
          }
          fields.addField(number, field.build());
        });
    return fields.build();
  }
}
