package dev.clew.serve.api.tempo;

import dev.clew.query.Coverage;
import dev.clew.query.FoundTrace;
import dev.clew.query.SearchAnswer;
import dev.clew.query.TraceSummary;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.TraceQl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes what a search found.
final class SearchMessages {
  private static final long NANOS_A_MILLI = 1_000_000;

  private SearchMessages() {}

  static Message answer(SearchAnswer answer) {
    List<Message> traces = answer.traces().stream().map(SearchMessages::trace).toList();
    return answer(traces, metrics(answer.coverage()));
  }

  static Message answer(List<Message> traces, Message metrics) {
    return new Message().all(1, "traces", traces).one(2, "metrics", metrics);
  }

  /// How much was looked at; a job is a block.
  static Message metrics(Coverage coverage) {
    return new Message()
        .small(3, "totalBlocks", coverage.totalBlocks())
        .small(4, "completedJobs", coverage.scannedBlocks())
        .small(5, "totalJobs", coverage.totalBlocks())
        .large(7, "inspectedSpans", coverage.scannedSpans());
  }

  static Message trace(FoundTrace found) {
    TraceSummary trace = found.trace();
    List<Message> sets = found.spansets().stream().map(SearchMessages::spanset).toList();
    var message =
        new Message()
            .text(1, "traceID", TraceIds.format(trace.traceId()))
            .text(2, "rootServiceName", trace.rootService())
            .text(3, "rootTraceName", trace.rootName())
            .large(4, "startTimeUnixNano", trace.startNanos())
            .small(5, "durationMs", trace.durationNanos() / NANOS_A_MILLI);
    if (!sets.isEmpty()) {
      message.one(6, "spanSet", sets.getFirst());
    }
    return message.many(7, "spanSets", sets).byKey(8, "serviceStats", services(trace));
  }

  private static Map<String, Message> services(TraceSummary trace) {
    var services = new LinkedHashMap<String, Message>();
    for (TraceSummary.ServiceCount service : trace.services()) {
      services.put(
          service.name(),
          new Message()
              .small(1, "spanCount", service.spanCount())
              .small(2, "errorCount", service.errorCount()));
    }
    return services;
  }

  private static Message spanset(FoundTrace.Spanset set) {
    return new Message()
        .many(1, "spans", set.spans().stream().map(SearchMessages::span).toList())
        .small(2, "matched", set.matchedCount())
        .many(
            3,
            "attributes",
            set.labels().stream().map(label -> Values.keyed(label.name(), label.value())).toList());
  }

  private static Message span(FoundTrace.Span span) {
    boolean isNamed = span.fields().stream().anyMatch(field -> isName(field.reference()));
    return new Message()
        .text(1, "spanID", span.id().toString())
        .text(2, "name", isNamed ? span.name() : "")
        .large(3, "startTimeUnixNano", span.startNanos())
        .large(4, "durationNanos", span.durationNanos())
        .many(5, "attributes", span.fields().stream().flatMap(SearchMessages::attributes).toList());
  }

  /// One for each value, which are those of several events or links.
  private static Stream<Message> attributes(FoundTrace.Field field) {
    return isName(field.reference())
        ? Stream.empty()
        : field.values().stream().map(value -> Values.keyed(key(field.reference()), value));
  }

  /// An attribute without its scope.
  private static String key(FieldExpr.Reference reference) {
    return reference instanceof FieldExpr.Attribute(_, var key, _) ? key : TraceQl.print(reference);
  }

  private static boolean isName(FieldExpr.Reference reference) {
    return reference instanceof FieldExpr.Of(var intrinsic, _) && intrinsic == Intrinsic.NAME;
  }
}
