package dev.clew.wire.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One span as Zipkin's second version tells it, gathered in any order.
///
/// Owned by one thread.
final class ZipkinSpan {
  /// Tags, annotations: far more than the receiver keeps, and few enough for memory.
  static final int MAX_PARTS = 1 << 16;

  /// Something that happened while the span was under way.
  record Annotation(long micros, String value) {}

  long traceIdHigh;
  long traceIdLow;
  long id;
  long parentId;
  SpanKind kind = SpanKind.UNSPECIFIED;
  String name = "";
  // Of what is 0 nothing is known.
  long timestampMicros;
  long durationMicros;
  Endpoint local = Endpoint.UNKNOWN;
  Endpoint remote = Endpoint.UNKNOWN;
  boolean isDebug;
  boolean isShared;
  final List<Annotation> annotations = new ArrayList<>();
  final Map<String, String> tags = new LinkedHashMap<>();

  void name(String text) {
    name = text.toLowerCase(Locale.ROOT);
  }

  /// Zipkin takes what is negative for unknown.
  void timestamp(long micros) {
    timestampMicros = Math.max(0, micros);
  }

  void duration(long micros) {
    durationMicros = Math.max(0, micros);
  }

  void annotation(long micros, String value) throws MalformedException {
    annotations.add(new Annotation(micros, value));
    checkParts(annotations.size());
  }

  void tag(String key, String value) throws MalformedException {
    tags.put(key, value);
    checkParts(tags.size());
  }

  static void checkParts(int parts) throws MalformedException {
    if (parts > MAX_PARTS) {
      throw new MalformedException(
          "a span must not have more than " + MAX_PARTS + " tags or annotations");
    }
  }

  /// Checks what Zipkin insists on, and forgets a parent that is none.
  void finish() throws MalformedException {
    if ((traceIdHigh | traceIdLow) == 0) {
      throw new MalformedException("Missing: traceId, which needs a hex digit other than 0");
    }
    if (id == 0) {
      throw new MalformedException("Missing: id, which needs a hex digit other than 0");
    }
    if (parentId == id) {
      parentId = 0;
    }
  }
}
