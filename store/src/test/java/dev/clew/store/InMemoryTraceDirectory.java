package dev.clew.store;

import dev.clew.model.Span;
import dev.clew.model.TraceId;
import java.util.List;
import java.util.stream.IntStream;

/// The traces of a list of spans in the order they first came.
final class InMemoryTraceDirectory implements TraceDirectory {
  private final List<Span> spans;
  private final List<TraceId> traces;

  InMemoryTraceDirectory(List<Span> spans) {
    this.spans = List.copyOf(spans);
    traces = spans.stream().map(Span::traceId).distinct().toList();
  }

  @Override
  public int size() {
    return traces.size();
  }

  @Override
  public int find(TraceId trace) {
    return traces.indexOf(trace);
  }

  @Override
  public TraceId traceId(int number) {
    return traces.get(number);
  }

  @Override
  public int[] rows(int number) {
    return IntStream.range(0, spans.size())
        .filter(row -> spans.get(row).traceId().equals(traces.get(number)))
        .toArray();
  }

  @Override
  public long minStartNanos(int number) {
    return IntStream.of(rows(number))
        .mapToLong(row -> spans.get(row).startNanos())
        .min()
        .orElseThrow();
  }

  @Override
  public long maxEndNanos(int number) {
    return IntStream.of(rows(number))
        .mapToLong(row -> spans.get(row).startNanos() + spans.get(row).durationNanos())
        .max()
        .orElseThrow();
  }
}
