package dev.clew.wire.zipkin;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One span as Zipkin's first version tells it: both sides of a call at once, each by what it
/// noted.
///
/// Owned by one thread, which may take it again for the next one.
final class V1Span {
  /// Something that a host noted at a moment.
  ///
  /// @param word what the text is, if it has a meaning
  record Annotation(long micros, long text, @Nullable V1Word word, @Nullable Endpoint host) {}

  /// Something that a host noted of the whole span; under some keys it is the host that matters.
  ///
  /// @param word what the key is, if it has a meaning
  record Tag(long key, long value, @Nullable V1Word word, @Nullable Endpoint host) {}

  final Texts texts;
  long traceIdHigh;
  long traceIdLow;
  long id;
  long parentId;
  long name = Slice.EMPTY;
  // Of what is 0 nothing is known.
  long timestampMicros;
  long durationMicros;
  boolean isDebug;
  private final List<Annotation> annotations = new ArrayList<>();
  private final List<Tag> tags = new ArrayList<>();
  private final Comparator<Annotation> byTime = this::compare;
  private final Comparator<Tag> byKey = this::compare;

  /// @param body what it is read from
  V1Span(byte[] body) {
    texts = new Texts(body);
  }

  /// Forgets the span before, and keeps the room that it took.
  void clear() {
    texts.clear();
    traceIdHigh = 0;
    traceIdLow = 0;
    id = 0;
    parentId = 0;
    name = Slice.EMPTY;
    timestampMicros = 0;
    durationMicros = 0;
    isDebug = false;
    annotations.clear();
    tags.clear();
  }

  /// Takes a name that was added last.
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

  void annotation(long micros, long text, Endpoint host) throws MalformedException {
    annotations.add(new Annotation(micros, text, V1Word.of(texts, text), known(host)));
    ZipkinSpan.checkParts(annotations.size());
  }

  void tag(long key, long value, Endpoint host) throws MalformedException {
    tags.add(new Tag(key, value, V1Word.of(texts, key), known(host)));
    ZipkinSpan.checkParts(tags.size());
  }

  private static @Nullable Endpoint known(Endpoint host) {
    return host.isUnknown() ? null : host;
  }

  private int compare(Annotation one, Annotation other) {
    int byMicros = Long.compare(one.micros, other.micros);
    return byMicros == 0 ? texts.compare(one.text, other.text) : byMicros;
  }

  private int compare(Tag one, Tag other) {
    return texts.compare(one.key, other.key);
  }

  /// In the order of time, then of their texts.
  List<Annotation> annotations() {
    annotations.sort(byTime);
    return annotations;
  }

  /// In the order of their keys.
  List<Tag> tags() {
    tags.sort(byKey);
    return tags;
  }
}
