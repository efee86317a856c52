package dev.clew.wire.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import java.util.Arrays;

/// One span as Zipkin's second version tells it, gathered in any order.
///
/// Owned by one thread, which may take it again for the next one.
final class ZipkinSpan {
  /// Tags, annotations: far more than the receiver keeps, and few enough for memory.
  static final int MAX_PARTS = 1 << 16;

  final Texts texts;
  final ZipkinTags tags;
  long traceIdHigh;
  long traceIdLow;
  long id;
  long parentId;
  SpanKind kind = SpanKind.UNSPECIFIED;
  long name = Slice.EMPTY;
  // Of what is 0 nothing is known.
  long timestampMicros;
  long durationMicros;
  Endpoint local = Endpoint.UNKNOWN;
  Endpoint remote = Endpoint.UNKNOWN;
  boolean isDebug;
  boolean isShared;

  // Something that happened while the span was under way: when, and the text.
  int annotations;
  long[] annotationMicros = new long[2];
  long[] annotationTexts = new long[2];

  /// @param texts those of its own, and of spans that are other sides of the same
  ZipkinSpan(Texts texts) {
    this.texts = texts;
    tags = new ZipkinTags(texts);
  }

  /// Forgets the span before but for the texts, and keeps the room that it took.
  void clear() {
    tags.clear();
    traceIdHigh = 0;
    traceIdLow = 0;
    id = 0;
    parentId = 0;
    kind = SpanKind.UNSPECIFIED;
    name = Slice.EMPTY;
    timestampMicros = 0;
    durationMicros = 0;
    local = Endpoint.UNKNOWN;
    remote = Endpoint.UNKNOWN;
    isDebug = false;
    isShared = false;
    annotations = 0;
  }

  void name(long text) {
    name = texts.lowerCase(text);
  }

  /// Zipkin takes what is negative for unknown.
  void timestamp(long micros) {
    timestampMicros = Math.max(0, micros);
  }

  void duration(long micros) {
    durationMicros = Math.max(0, micros);
  }

  void annotation(long micros, long text) throws MalformedException {
    if (annotations == annotationMicros.length) {
      annotationMicros = Arrays.copyOf(annotationMicros, 2 * annotations);
      annotationTexts = Arrays.copyOf(annotationTexts, 2 * annotations);
    }
    annotationMicros[annotations] = micros;
    annotationTexts[annotations++] = text;
    checkParts(annotations);
  }

  /// When something happened first; 0 where nothing did.
  long firstAnnotationMicros() {
    return Arrays.stream(annotationMicros, 0, annotations).min().orElse(0);
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
