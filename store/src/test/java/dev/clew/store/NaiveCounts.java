package dev.clew.store;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts spans and calls by going through whole traces again and again, as their definitions say.
final class NaiveCounts {
  private record Key(Object series, long step) {}

  private record Ends(Span client, Span server) {}

  private final TimeRange range;
  private final long stepNanos;
  private final Map<Key, List<Long>> durations = new HashMap<>();
  private final Map<Key, Long> errors = new HashMap<>();

  private NaiveCounts(TimeRange range, Duration step) {
    this.range = range;
    stepNanos = step.toNanos();
  }

  /// @param spans each once
  static Counts<SpanSeries> spans(List<Span> spans, TimeRange range, Duration step) {
    var counts = new NaiveCounts(range, step);
    for (Span span : spans) {
      var service = Optional.of(span.resource().serviceName());
      var series = new SpanSeries(service, Optional.of(span.name()), span.kind(), span.status());
      counts.count(series, span, span.status() == StatusCode.ERROR);
    }
    return counts.result(SpanSeries.class);
  }

  /// @param spans each once
  static Counts<CallSeries> calls(List<Span> spans, TimeRange range, Duration step) {
    var counts = new NaiveCounts(range, step);
    Map<TraceId, List<Span>> traces =
        spans.stream().collect(Collectors.groupingBy(Span::traceId, Collectors.toList()));
    traces.values().forEach(counts::countCalls);
    return counts.result(CallSeries.class);
  }

  private void countCalls(List<Span> unordered) {
    List<Span> trace =
        unordered.stream().sorted(Comparator.comparingLong(Span::startNanos)).toList();
    Map<Span, Span> parents = parents(trace);
    var met = new HashSet<Span>();
    var ends = new ArrayList<Ends>();
    for (Span span : trace) {
      Span parent = parents.get(span);
      boolean isReceiver = span.kind() == SpanKind.SERVER || span.kind() == SpanKind.CONSUMER;
      if (isReceiver && parent != null) {
        ends.add(new Ends(parent, span));
      }
      if (span.kind() == SpanKind.CONSUMER) {
        linkedProducers(span, trace).stream()
            .filter(producer -> !producer.equals(parent))
            .forEach(producer -> ends.add(new Ends(producer, span)));
      }
    }
    ends.forEach(each -> met.addAll(Set.of(each.client(), each.server())));
    ends.forEach(this::countCall);
    trace.stream().filter(Predicate.not(met::contains)).forEach(this::countHalf);
  }

  private static List<Span> linkedProducers(Span consumer, List<Span> trace) {
    var producers = new ArrayList<Span>();
    for (SpanLink link : consumer.links()) {
      trace.stream()
          .filter(span -> link.traceIdHigh() == span.traceId().high())
          .filter(span -> link.traceIdLow() == span.traceId().low())
          .filter(span -> link.spanId() == span.spanId().bits())
          .filter(span -> span.kind() == SpanKind.PRODUCER)
          .forEach(producers::add);
    }
    return producers;
  }

  private static Map<Span, Span> parents(List<Span> trace) {
    Map<Span, Span> parents = new HashMap<>();
    for (Span span : trace) {
      Span parent = parent(span, trace);
      if (parent != null) {
        parents.put(span, parent);
      }
    }
    for (Span span : trace) {
      List<Span> circle = circle(span, parents);
      circle.stream().min(Comparator.comparingLong(Span::startNanos)).ifPresent(parents::remove);
    }
    return parents;
  }

  private static @Nullable Span parent(Span span, List<Span> trace) {
    if (span.kind() == SpanKind.SERVER) {
      Optional<Span> client =
          trace.stream()
              .filter(each -> each.kind() == SpanKind.CLIENT)
              .filter(each -> each.spanId().equals(span.spanId()))
              .findFirst();
      if (client.isPresent()) {
        return client.get();
      }
    }
    List<Span> named =
        trace.stream().filter(each -> each.spanId().equals(span.parentSpanId())).toList();
    return named.stream()
        .filter(each -> isSharedClientOf(each, span, named))
        .findFirst()
        .or(() -> named.stream().filter(each -> isSharedServer(each, named)).findFirst())
        .or(() -> named.stream().findFirst())
        .orElse(null);
  }

  private static boolean isSharedServer(Span span, List<Span> ofOneId) {
    return span.kind() == SpanKind.SERVER
        && ofOneId.stream().anyMatch(each -> each.kind() == SpanKind.CLIENT);
  }

  private static boolean isSharedClientOf(Span client, Span child, List<Span> ofOneId) {
    return client.kind() == SpanKind.CLIENT
        && service(client).equals(service(child))
        && ofOneId.stream()
            .anyMatch(
                each -> each.kind() == SpanKind.SERVER && !service(each).equals(service(child)));
  }

  /// The spans of the circle in which a span stands, none where it stands in none.
  private static List<Span> circle(Span from, Map<Span, Span> parents) {
    var circle = new ArrayList<>(List.of(from));
    Span at = parents.get(from);
    while (at != null && !circle.contains(at)) {
      circle.add(at);
      at = parents.get(at);
    }
    return Objects.equals(at, from) ? circle : List.of();
  }

  private void countCall(Ends ends) {
    if (!service(ends.client()).equals(service(ends.server()))) {
      Span timed = ends.client().kind() == SpanKind.CLIENT ? ends.client() : ends.server();
      boolean hasError =
          List.of(ends.client(), ends.server()).stream().anyMatch(NaiveCounts::failed);
      count(
          series(
              service(ends.client()), service(ends.server()), type(ends.client(), ends.server())),
          timed,
          hasError);
    }
  }

  private void countHalf(Span span) {
    Optional<String> peer =
        List.of(
                "service.peer.name",
                "peer.service",
                "db.system.name",
                "db.system",
                "messaging.system")
            .stream()
            .flatMap(key -> text(span, key).stream())
            .findFirst();
    if (peer.isEmpty() || peer.get().equals(service(span))) {
      return;
    }
    ConnectionType type = type(span, span);
    if (span.kind() == SpanKind.CLIENT || span.kind() == SpanKind.PRODUCER) {
      count(series(service(span), peer.get(), type), span, failed(span));
    } else if (span.kind() == SpanKind.CONSUMER && span.parentSpanId() == null) {
      count(series(peer.get(), service(span), type), span, failed(span));
    }
  }

  private static CallSeries series(String client, String server, ConnectionType type) {
    return new CallSeries(Optional.of(client), Optional.of(server), type);
  }

  private static boolean failed(Span span) {
    return span.status() == StatusCode.ERROR;
  }

  private static String service(Span span) {
    return span.resource().serviceName();
  }

  private static ConnectionType type(Span client, Span server) {
    if (client.kind() == SpanKind.PRODUCER || server.kind() == SpanKind.CONSUMER) {
      return ConnectionType.MESSAGING;
    }
    ConnectionType told = type(client);
    return told == ConnectionType.UNKNOWN ? type(server) : told;
  }

  private static ConnectionType type(Span span) {
    if (text(span, "db.system").or(() -> text(span, "db.system.name")).isPresent()) {
      return ConnectionType.DATABASE;
    }
    if (text(span, "messaging.system").isPresent()) {
      return ConnectionType.MESSAGING;
    }
    if (text(span, "rpc.system").or(() -> text(span, "rpc.system.name")).isPresent()) {
      return ConnectionType.RPC;
    }
    return text(span, "http.method").or(() -> text(span, "http.request.method")).isPresent()
        ? ConnectionType.HTTP
        : ConnectionType.UNKNOWN;
  }

  private static Optional<String> text(Span span, String key) {
    Map<String, AttributeValue> last = new LinkedHashMap<>();
    for (Attribute each : span.attributes()) {
      last.put(each.key(), each.value());
    }
    return last.get(key) instanceof AttributeValue.Text(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private void count(Object series, Span span, boolean hasError) {
    long slot = span.startNanos() - span.startNanos() % Counts.STEP_NANOS;
    if (range.overlaps(slot, slot + Counts.STEP_NANOS - 1)) {
      var key = new Key(series, slot - slot % stepNanos);
      durations.computeIfAbsent(key, _ -> new ArrayList<>()).add(span.durationNanos());
      errors.merge(key, hasError ? 1L : 0L, Long::sum);
    }
  }

  private <S> Counts<S> result(Class<S> type) {
    var cells = new ArrayList<Counts.Cell<S>>();
    durations.forEach((key, each) ->
        cells.add(
            new Counts.Cell<>(
                type.cast(key.series()),
                Optional.of(key.step()),
                each.size(),
                Objects.requireNonNull(errors.get(key)),
                new Sorted(each.stream().sorted().toList()))));
    return new Counts<>(cells, List.of());
  }

  private record Sorted(List<Long> durations) implements Latencies {
    @Override
    public long count() {
      return durations.size();
    }

    @Override
    public long countUpTo(long nanos) {
      return durations.stream().filter(each -> each <= nanos).count();
    }

    @Override
    public double sum() {
      return durations.stream().mapToDouble(each -> each).sum();
    }

    @Override
    public long quantile(double part) {
      return durations.get((int) Math.max(0, Math.ceil(part * durations.size()) - 1));
    }

    @Override
    public void each(Taker taker) {
      durations.forEach(nano -> taker.take(Buckets.of(nano), 1));
    }
  }

  /// The cells of counts as text, to be held against others: quantiles as close as they must be.
  static <S> List<String> told(Counts<S> counts) {
    return counts.cells().stream()
        .map(cell ->
            "%s from %s: %d, %d failed"
                .formatted(cell.series(), cell.stepStartNanos(), cell.count(), cell.errors()))
        .sorted()
        .toList();
  }
}
