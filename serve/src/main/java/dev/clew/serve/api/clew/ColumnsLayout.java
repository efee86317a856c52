package dev.clew.serve.api.clew;

import dev.clew.model.Durations;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.TraceTree;
import dev.clew.query.QueryException;
import dev.clew.store.TraceParts;
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

/// Lays out one trace as columns, part by part, without an object for any span: what it keeps of a
/// span is what a column has of it, so that the trace itself never needs to be here as a whole.
///
/// Owned by the thread that answers.
final class ColumnsLayout implements TraceParts {
  private static final int PARENT_MISSING = 1;
  private static final int HAS_EVENTS = 2;
  private static final int HAS_LINKS = 4;
  private static final int CYCLE_CUT = 8;

  /// A trace of more is not drawn; its columns would be 200 MB.
  private static final int MOST_SPANS = 4_000_000;

  private final Map<String, Integer> services = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private int count;
  private long[] ids = new long[64];
  private long[] parents = new long[64];
  private long[] starts = new long[64];
  private long[] durations = new long[64];
  private int[] serviceOf = new int[64];
  private int[] nameOf = new int[64];
  private byte[] kinds = new byte[64];
  private byte[] states = new byte[64];
  private byte[] carried = new byte[64];
  private long traceIdHigh;
  private long traceIdLow;

  /// Adds spans; of too many only how many there are.
  @Override
  public void take(SpanBatch part) {
    if (part.size() == 0) {
      return;
    }
    traceIdHigh = part.spans().traceIdHigh(0);
    traceIdLow = part.spans().traceIdLow(0);
    int from = count;
    count += part.size();
    if (count > MOST_SPANS) {
      return;
    }
    makeRoom();
    Spans spans = part.spans();
    int[] ofResource = numberServices(part);
    var texts = new SliceIndex(part.bytes());
    for (int span = 0; span < part.size(); span++) {
      int at = from + span;
      ids[at] = spans.spanId(span);
      parents[at] = spans.parentSpanId(span);
      starts[at] = spans.startNanos(span);
      durations[at] = Durations.between(spans.startNanos(span), spans.endNanos(span));
      serviceOf[at] = ofResource[part.scopes().resource(spans.scope(span))];
      nameOf[at] = texts.numberOf(spans.name(span));
      kinds[at] = (byte) SpanKind.of(spans.kind(span)).ordinal();
      states[at] = (byte) StatusCode.of(spans.statusCode(span)).ordinal();
      carried[at] =
          (byte)
              ((spans.eventsFrom(span) < spans.eventsTo(span) ? HAS_EVENTS : 0)
                  | (spans.linksFrom(span) < spans.linksTo(span) ? HAS_LINKS : 0));
    }
    int[] numbers = texts.texts().stream().mapToInt(text -> number(names, text)).toArray();
    for (int at = from; at < count; at++) {
      nameOf[at] = numbers[nameOf[at]];
    }
  }

  private void makeRoom() {
    if (count > ids.length) {
      int room = Math.max(count, Math.min(2 * ids.length, MOST_SPANS));
      ids = Arrays.copyOf(ids, room);
      parents = Arrays.copyOf(parents, room);
      starts = Arrays.copyOf(starts, room);
      durations = Arrays.copyOf(durations, room);
      serviceOf = Arrays.copyOf(serviceOf, room);
      nameOf = Arrays.copyOf(nameOf, room);
      kinds = Arrays.copyOf(kinds, room);
      states = Arrays.copyOf(states, room);
      carried = Arrays.copyOf(carried, room);
    }
  }

  /// By resource, the number of its service.
  private int[] numberServices(SpanBatch part) {
    int[] ofResource = new int[part.resources().size()];
    Arrays.setAll(
        ofResource,
        resource -> number(services, ModelSpans.resource(part, resource).serviceName()));
    return ofResource;
  }

  private static int number(Map<String, Integer> numbers, String text) {
    return numbers.computeIfAbsent(text, _ -> numbers.size());
  }

  /// The columns of what was taken, a span or more.
  TraceColumns columns() throws QueryException {
    if (count > MOST_SPANS) {
      throw new QueryException(
          QueryException.Kind.TOO_LARGE,
          "a trace to be drawn needs at most %d spans, has %d; ask for it as OTLP, which comes in parts"
              .formatted(MOST_SPANS, count));
    }
    int[] kindNumbers = new int[count];
    Arrays.setAll(kindNumbers, span -> kinds[span]);
    TraceTree tree =
        TraceTree.of(
            Arrays.copyOf(ids, count),
            Arrays.copyOf(parents, count),
            Arrays.copyOf(starts, count),
            new TraceTree.Ends(kindNumbers, Arrays.copyOf(serviceOf, count)));
    long start = firstStart();
    Map<String, Column> arrays = new LinkedHashMap<>();
    arrays.put("spanId", longs(row -> ids[tree.spanAt(row)]));
    arrays.put("parent", ints(tree::parentRow));
    arrays.put("depth", ints(tree::depth));
    arrays.put("size", ints(tree::size));
    arrays.put("start", reals(row -> unsigned(starts[tree.spanAt(row)] - start)));
    arrays.put("duration", reals(row -> unsigned(durations[tree.spanAt(row)])));
    List<String> servicesOfRows = new ArrayList<>();
    arrays.put("service", inRowOrder(tree, serviceOf, services, servicesOfRows));
    List<String> namesOfRows = new ArrayList<>();
    arrays.put("name", inRowOrder(tree, nameOf, names, namesOfRows));
    arrays.put("kind", bytes(row -> kinds[tree.spanAt(row)]));
    arrays.put("status", bytes(row -> states[tree.spanAt(row)]));
    arrays.put("flags", bytes(row -> flags(tree, row)));
    return new TraceColumns(
        new TraceId(traceIdHigh, traceIdLow),
        count,
        start,
        durationFrom(start),
        errorCount(),
        tree.orphanCount(),
        servicesOfRows,
        namesOfRows,
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

  private int flags(TraceTree tree, int row) {
    return (tree.isOrphan(row) ? PARENT_MISSING : 0)
        | carried[tree.spanAt(row)]
        | (tree.isCut(row) ? CYCLE_CUT : 0);
  }

  private int errorCount() {
    int errors = 0;
    for (int span = 0; span < count; span++) {
      errors += states[span] == StatusCode.ERROR.ordinal() ? 1 : 0;
    }
    return errors;
  }

  private long firstStart() {
    long first = -1;
    for (int span = 0; span < count; span++) {
      first = Long.compareUnsigned(starts[span], first) < 0 ? starts[span] : first;
    }
    return first;
  }

  /// From the first start to the last end; a span that has not ended counts with its start.
  private long durationFrom(long start) {
    long longest = 0;
    for (int span = 0; span < count; span++) {
      long end = starts[span] - start + durations[span];
      longest = Long.compareUnsigned(end, longest) > 0 ? end : longest;
    }
    return longest;
  }

  private static double unsigned(long nanos) {
    return nanos >= 0 ? nanos : nanos + 0x1p64;
  }

  /// Numbers texts anew, in the order in which rows come to them.
  private Column inRowOrder(
      TraceTree tree, int[] ofSpan, Map<String, Integer> numbers, List<String> texts) {
    var byNumber = new String[numbers.size()];
    numbers.forEach((text, number) -> byNumber[number] = text);
    int[] anew = new int[byNumber.length];
    Arrays.fill(anew, -1);
    return ints(row -> {
      int number = ofSpan[tree.spanAt(row)];
      if (anew[number] < 0) {
        anew[number] = texts.size();
        texts.add(byNumber[number]);
      }
      return anew[number];
    });
  }
}
