package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.store.Buckets;
import dev.clew.store.CallSeries;
import dev.clew.store.ConnectionType;
import dev.clew.store.Counts;
import dev.clew.store.Latencies;
import dev.clew.store.LatencySum;
import dev.clew.store.SpanSeries;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts the spans and calls of traces one by one, so that a map can be drawn of a few of them.
///
/// **The rule** is that of the store's own counts, but that links are not followed: a call is a
/// server or consumer span below a span of another service, or a client or producer span that
/// nobody received and that names its other side. How long it took is how long the caller waited;
/// it failed if either side did. A trace counts whole, wherever in the range it starts.
///
/// Owned by one thread.
public final class TracedCalls {
  private static final List<String> PEERS =
      List.of(
          "service.peer.name", "peer.service", "db.system.name", "db.system", "messaging.system");
  private static final Map<String, ConnectionType> TYPES =
      Map.of(
          "http.method", ConnectionType.HTTP,
          "http.request.method", ConnectionType.HTTP,
          "rpc.system", ConnectionType.RPC,
          "rpc.system.name", ConnectionType.RPC,
          "messaging.system", ConnectionType.MESSAGING,
          "db.system", ConnectionType.DATABASE,
          "db.system.name", ConnectionType.DATABASE);

  private final Map<CallSeries, Tally> calls = new HashMap<>();
  private final Map<SpanSeries, Tally> spans = new HashMap<>();

  /// What was counted of one series. Owned by one thread.
  private static final class Tally {
    private final List<Long> durations = new ArrayList<>();
    private long errors;

    void add(long nanos, boolean hasError) {
      durations.add(nanos);
      errors += hasError ? 1 : 0;
    }

    Latencies latencies() {
      var sum = new LatencySum();
      durations.forEach(nanos -> sum.add(Buckets.of(nanos), 1));
      return sum;
    }
  }

  /// The last value of each text that tells of a call.
  private record Told(Map<String, String> texts) {
    Optional<String> peer() {
      return PEERS.stream().filter(texts::containsKey).map(texts::get).findFirst();
    }

    ConnectionType type() {
      return texts.keySet().stream()
          .map(key -> TYPES.getOrDefault(key, ConnectionType.UNKNOWN))
          .max(ConnectionType::compareTo)
          .orElse(ConnectionType.UNKNOWN);
    }
  }

  public void add(SpanTree trace) {
    boolean[] isMet = new boolean[trace.size()];
    for (int row = 0; row < trace.size(); row++) {
      SpanKind kind = trace.kind(row);
      StatusCode status = trace.hasError(row) ? StatusCode.ERROR : StatusCode.UNSET;
      var series =
          new SpanSeries(
              Optional.of(trace.service(row)), Optional.of(trace.name(row)), kind, status);
      spans
          .computeIfAbsent(series, _ -> new Tally())
          .add(trace.durationNanos(row), trace.hasError(row));
      int parent = trace.parent(row);
      if ((kind == SpanKind.SERVER || kind == SpanKind.CONSUMER) && parent >= 0) {
        isMet[row] = true;
        isMet[parent] = true;
        meet(trace, parent, row);
      }
    }
    for (int row = 0; row < isMet.length; row++) {
      if (!isMet[row] && trace.kind(row) != SpanKind.INTERNAL) {
        half(trace, row);
      }
    }
  }

  private void meet(SpanTree trace, int caller, int receiver) {
    if (trace.serviceNumber(caller) != trace.serviceNumber(receiver)) {
      int timed = trace.kind(caller) == SpanKind.CLIENT ? caller : receiver;
      boolean hasError = trace.hasError(caller) || trace.hasError(receiver);
      var series =
          call(trace.service(caller), trace.service(receiver), type(trace, caller, receiver));
      calls.computeIfAbsent(series, _ -> new Tally()).add(trace.durationNanos(timed), hasError);
    }
  }

  private void half(SpanTree trace, int row) {
    Optional<String> peer = told(trace, row).peer();
    String service = trace.service(row);
    if (peer.isEmpty() || peer.get().equals(service)) {
      return;
    }
    SpanKind kind = trace.kind(row);
    ConnectionType type = type(trace, row, row);
    if (kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER) {
      count(call(service, peer.get(), type), trace, row);
    } else if (kind == SpanKind.CONSUMER && trace.isRoot(row)) {
      count(call(peer.get(), service, type), trace, row);
    }
  }

  private void count(CallSeries series, SpanTree trace, int row) {
    calls
        .computeIfAbsent(series, _ -> new Tally())
        .add(trace.durationNanos(row), trace.hasError(row));
  }

  private static CallSeries call(String client, String server, ConnectionType type) {
    return new CallSeries(Optional.of(client), Optional.of(server), type);
  }

  private static ConnectionType type(SpanTree trace, int caller, int receiver) {
    if (trace.kind(caller) == SpanKind.PRODUCER || trace.kind(receiver) == SpanKind.CONSUMER) {
      return ConnectionType.MESSAGING;
    }
    ConnectionType type = told(trace, caller).type();
    return type == ConnectionType.UNKNOWN ? told(trace, receiver).type() : type;
  }

  private static Told told(SpanTree trace, int row) {
    Spans spans = trace.batch().spans();
    int span = trace.spanAt(row);
    Map<String, String> texts = new HashMap<>();
    for (Attribute each :
        ModelSpans.attributes(
            trace.batch(), spans.attributesFrom(span), spans.attributesTo(span))) {
      if (TYPES.containsKey(each.key()) || PEERS.contains(each.key())) {
        texts.remove(each.key());
        if (each.value() instanceof AttributeValue.Text(var text)) {
          texts.put(each.key(), text);
        }
      }
    }
    return new Told(texts);
  }

  /// The spans, as if all of them had been at the start of a range.
  public Counts<SpanSeries> spans(CountedRange range) {
    return counts(spans, range);
  }

  /// The calls, as if all of them had been at the start of a range.
  public Counts<CallSeries> calls(CountedRange range) {
    return counts(calls, range);
  }

  private static <S> Counts<S> counts(Map<S, Tally> tallies, CountedRange range) {
    var cells = new ArrayList<Counts.Cell<S>>();
    tallies.forEach((series, tally) ->
        cells.add(
            new Counts.Cell<>(
                series,
                Optional.of(range.startNanos()),
                tally.durations.size(),
                tally.errors,
                tally.latencies())));
    return new Counts<>(cells, List.of());
  }
}
