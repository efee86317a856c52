package dev.clew.wire.zipkin;

import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A span as Zipkin's readers are told it: as it was sent where it came from Zipkin, else in
/// Zipkin's words.
///
/// @param kind `UNSPECIFIED` where Zipkin has none
/// @param name empty where it is not known
/// @param timestampMicros since the epoch; 0 where it is not known
/// @param durationMicros 0 where it is not known
public record ToldSpan(
    TraceId traceId,
    SpanId id,
    @Nullable SpanId parentId,
    SpanKind kind,
    String name,
    long timestampMicros,
    long durationMicros,
    Endpoint local,
    Endpoint remote,
    List<Annotation> annotations,
    SortedMap<String, String> tags,
    boolean isDebug,
    boolean isShared) {
  /// Where the receiver of Zipkin's spans keeps the name of the other side if a tag has its place.
  public static final String OWN_PEER_NAME = "zipkin.peer.service";

  /// The attributes that name the other side of a call, the best first.
  public static final List<String> PEER_NAMES =
      List.of(
          OWN_PEER_NAME,
          "peer.service",
          "service.peer.name",
          "server.address",
          "net.peer.name",
          "peer.hostname",
          "peer.address",
          "db.name");

  /// The attributes that are endpoints where a span came from Zipkin; they are tags there only if
  /// the endpoint's own value stands beside them, under `zipkin.`.
  public static final Set<String> ENDPOINT_FIELDS = SpanTranslator.FIELDS;

  private static final Comparator<Annotation> IN_ORDER =
      Comparator.comparingLong(Annotation::micros).thenComparing(Annotation::value);

  public ToldSpan {
    annotations = annotations.stream().sorted(IN_ORDER).distinct().toList();
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// Something that happened while the span was under way.
  public record Annotation(long micros, String value) {}

  /// All spans of a batch.
  public static List<ToldSpan> of(SpanBatch batch) {
    var told = new ArrayList<ToldSpan>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      told.add(of(ModelSpans.span(batch, row)));
    }
    return told;
  }

  /// True when the spans of a scope came from Zipkin.
  public static boolean isFromZipkin(Scope scope) {
    return scope.attributes().stream()
        .anyMatch(attribute -> attribute.key().equals(SpanTranslator.FORMAT));
  }

  public static ToldSpan of(Span span) {
    return isFromZipkin(span.scope())
        ? new ReturnedSpan(span).tell()
        : new ForeignSpan(span).tell();
  }
}
