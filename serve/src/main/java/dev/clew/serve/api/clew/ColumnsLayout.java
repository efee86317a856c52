package dev.clew.serve.api.clew;

import dev.clew.model.Durations;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.TraceTree;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/// Lays out one trace as columns, without an object for any span.
final class ColumnsLayout {
  private static final int PARENT_MISSING = 1;
  private static final int HAS_EVENTS = 2;
  private static final int HAS_LINKS = 4;
  private static final int CYCLE_CUT = 8;

  private final SpanBatch batch;
  private final Spans spans;
  private final int count;
  private final List<String> services = new ArrayList<>();

  /// By span, the number of its service.
  private final int[] serviceOf;

  private final TraceTree tree;
  private final long start;

  private ColumnsLayout(SpanBatch batch) {
    this.batch = batch;
    spans = batch.spans();
    count = batch.size();
    long[] starts = new long[count];
    Arrays.setAll(starts, spans::startNanos);
    long[] ids = new long[count];
    Arrays.setAll(ids, spans::spanId);
    long[] parents = new long[count];
    Arrays.setAll(parents, spans::parentSpanId);
    int[] kinds = new int[count];
    Arrays.setAll(kinds, spans::kind);
    serviceOf = numberServices();
    tree = TraceTree.of(ids, parents, starts, new TraceTree.Ends(kinds, serviceOf));
    start = Arrays.stream(starts).reduce(-1, (a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b);
  }

  /// The columns of a trace of one span or more.
  static TraceColumns of(SpanBatch trace) {
    return new ColumnsLayout(trace).columns();
  }

  private TraceColumns columns() {
    var names = new SliceIndex(batch.bytes());
    Map<String, Column> arrays = new LinkedHashMap<>();
    arrays.put("spanId", longs(row -> spans.spanId(tree.spanAt(row))));
    arrays.put("parent", ints(tree::parentRow));
    arrays.put("depth", ints(tree::depth));
    arrays.put("size", ints(tree::size));
    arrays.put("start", reals(row -> unsigned(spans.startNanos(tree.spanAt(row)) - start)));
    arrays.put("duration", reals(row -> unsigned(duration(tree.spanAt(row)))));
    List<String> inRowOrder = new ArrayList<>();
    arrays.put("service", new Column.I32(serviceOfRows(inRowOrder)));
    arrays.put("name", ints(row -> names.numberOf(spans.name(tree.spanAt(row)))));
    arrays.put("kind", bytes(row -> SpanKind.of(spans.kind(tree.spanAt(row))).ordinal()));
    arrays.put("status", bytes(row -> status(tree.spanAt(row)).ordinal()));
    arrays.put("flags", bytes(this::flags));
    return new TraceColumns(
        new TraceId(spans.traceIdHigh(0), spans.traceIdLow(0)),
        count,
        start,
        durationOfAll(),
        errorCount(),
        tree.orphanCount(),
        inRowOrder,
        names.texts(),
        arrays);
  }

  private Column longs(IntToLongFunction at) {
    long[] values = new long[count];
    Arrays.setAll(values, at);
    return new Column.U64(values);
  }

  private Column ints(IntUnaryOperator at) {
    int[] values = new int[count];
    Arrays.setAll(values, at);
    return new Column.I32(values);
  }

  private Column reals(IntToDoubleFunction at) {
    double[] values = new double[count];
    Arrays.setAll(values, at);
    return new Column.F64(values);
  }

  private Column bytes(IntUnaryOperator at) {
    byte[] values = new byte[count];
    for (int row = 0; row < count; row++) {
      values[row] = (byte) at.applyAsInt(row);
    }
    return new Column.U8(values);
  }

  private int flags(int row) {
    int span = tree.spanAt(row);
    return (tree.isOrphan(row) ? PARENT_MISSING : 0)
        | (spans.eventsFrom(span) < spans.eventsTo(span) ? HAS_EVENTS : 0)
        | (spans.linksFrom(span) < spans.linksTo(span) ? HAS_LINKS : 0)
        | (tree.isCut(row) ? CYCLE_CUT : 0);
  }

  private StatusCode status(int span) {
    return StatusCode.of(spans.statusCode(span));
  }

  private int errorCount() {
    int errors = 0;
    for (int span = 0; span < count; span++) {
      errors += status(span) == StatusCode.ERROR ? 1 : 0;
    }
    return errors;
  }

  private long duration(int span) {
    return Durations.between(spans.startNanos(span), spans.endNanos(span));
  }

  /// From the first start to the last end; a span that has not ended counts with its start.
  private long durationOfAll() {
    long longest = 0;
    for (int span = 0; span < count; span++) {
      long end = spans.startNanos(span) - start + duration(span);
      longest = Long.compareUnsigned(end, longest) > 0 ? end : longest;
    }
    return longest;
  }

  private static double unsigned(long nanos) {
    return nanos >= 0 ? nanos : nanos + 0x1p64;
  }

  /// Numbers the services in the order in which rows come to them.
  private int[] serviceOfRows(List<String> inRowOrder) {
    int[] numbers = new int[services.size()];
    Arrays.fill(numbers, -1);
    int[] ofRow = new int[count];
    for (int row = 0; row < count; row++) {
      int service = serviceOf[tree.spanAt(row)];
      if (numbers[service] < 0) {
        numbers[service] = inRowOrder.size();
        inRowOrder.add(services.get(service));
      }
      ofRow[row] = numbers[service];
    }
    return ofRow;
  }

  /// By span, the number of its service: a look-up a resource.
  private int[] numberServices() {
    Map<String, Integer> numbers = new HashMap<>();
    int[] ofResource = new int[batch.resources().size()];
    for (int resource = 0; resource < ofResource.length; resource++) {
      String service = ModelSpans.resource(batch, resource).serviceName();
      ofResource[resource] = numbers.computeIfAbsent(service, _ -> numbers.size());
      if (ofResource[resource] == services.size()) {
        services.add(service);
      }
    }
    int[] ofSpan = new int[count];
    Arrays.setAll(ofSpan, span -> ofResource[batch.scopes().resource(spans.scope(span))]);
    return ofSpan;
  }
}
