package dev.clew.wire.zipkin;

import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One span as Zipkin's first version tells it: both sides of a call at once, each by what it
/// noted.
///
/// Owned by one thread.
final class V1Span {
  /// Something that a host noted at a moment.
  record Annotation(long micros, String value, @Nullable Endpoint host) {
    Annotation {
      host = known(host);
    }
  }

  /// Something that a host noted of the whole span; under some keys it is the host that matters.
  record Tag(String key, String value, @Nullable Endpoint host) {
    Tag {
      host = known(host);
    }
  }

  private static @Nullable Endpoint known(@Nullable Endpoint host) {
    return host == null || host.isUnknown() ? null : host;
  }

  long traceIdHigh;
  long traceIdLow;
  long id;
  long parentId;
  String name = "";
  // Of what is 0 nothing is known.
  long timestampMicros;
  long durationMicros;
  boolean isDebug;
  final List<Annotation> annotations = new ArrayList<>();
  final List<Tag> tags = new ArrayList<>();

  void annotation(Annotation annotation) throws MalformedException {
    annotations.add(annotation);
    ZipkinSpan.checkParts(annotations.size());
  }

  void tag(Tag tag) throws MalformedException {
    tags.add(tag);
    ZipkinSpan.checkParts(tags.size());
  }
}
