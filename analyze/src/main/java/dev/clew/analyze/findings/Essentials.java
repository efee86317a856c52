package dev.clew.analyze.findings;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Spans with no more than what findings are made of: they are the same of these as of the spans
/// with all that they carry.
///
/// **The rule.** A span keeps where and when it is, its service and scope, and how much of it was
/// dropped. A client keeps what it asks for (see [LikeSiblings]), a failed span its message and the
/// last exception (see [RootCauses]). Everything else goes.
final class Essentials {
  private static final List<SpanEvent> NOTHING = List.of();

  private final SpanBatch part;
  private final Spans spans;
  private final Resource[] resources;
  private final Scope[] scopes;

  private Essentials(SpanBatch part) {
    this.part = part;
    spans = part.spans();
    resources = new Resource[part.resources().size()];
    Arrays.setAll(resources, row -> ModelSpans.resource(part, row));
    scopes = new Scope[part.scopes().size()];
    Arrays.setAll(scopes, row -> ModelSpans.scope(part, row));
  }

  /// The spans as an OTLP request.
  static byte[] of(SpanBatch part) {
    var essentials = new Essentials(part);
    return OtlpWriter.write(IntStream.range(0, part.size()).mapToObj(essentials::span).toList());
  }

  private Span span(int row) {
    long parent = spans.parentSpanId(row);
    int scope = spans.scope(row);
    StatusCode status = StatusCode.of(spans.statusCode(row));
    boolean hasFailed = status == StatusCode.ERROR;
    return new Span(
        new TraceId(spans.traceIdHigh(row), spans.traceIdLow(row)),
        new SpanId(spans.spanId(row)),
        parent == 0 ? null : new SpanId(parent),
        "",
        0,
        part.text(spans.name(row)),
        SpanKind.of(spans.kind(row)),
        spans.startNanos(row),
        spans.endNanos(row),
        status,
        hasFailed ? part.text(spans.statusMessage(row)) : "",
        subjects(row),
        hasFailed ? RootCauses.exception(ModelSpans.span(part, row)).stream().toList() : NOTHING,
        List.of(),
        spans.droppedAttributes(row),
        spans.droppedEvents(row),
        spans.droppedLinks(row),
        resources[part.scopes().resource(scope)],
        scopes[scope]);
  }

  private List<Attribute> subjects(int row) {
    return SpanKind.of(spans.kind(row)) != SpanKind.CLIENT
        ? List.of()
        : IntStream.range(spans.attributesFrom(row), spans.attributesTo(row))
            .mapToObj(at -> new Named(at, part.text(part.attributes().key(at))))
            .filter(each -> LikeSiblings.SUBJECTS.contains(each.key()))
            .map(each -> new Attribute(each.key(), ModelSpans.value(part, each.at())))
            .toList();
  }

  private record Named(int at, String key) {}
}
