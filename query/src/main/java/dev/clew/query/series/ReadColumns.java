package dev.clew.query.series;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
import dev.clew.query.eval.Values.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The spans of a batch that was judged, as columns. Owned by one thread.
final class ReadColumns implements SpanColumns {
  private final MatchedSpans spans;
  private final Fields fields;
  private final long[] startNanos;

  /// Where what was asked for stands among the fields.
  ///
  /// @param everything the names of all there is to know of spans, where that was asked for; what
  ///   they name stands last
  record Fields(int keys, boolean hasNumber, List<String> everything) {
    int firstOfEverything() {
      return keys + (hasNumber ? 1 : 0);
    }
  }

  ReadColumns(MatchedSpans spans, Fields fields) {
    this.spans = spans;
    this.fields = fields;
    startNanos = new long[spans.size()];
    for (int at = 0; at < startNanos.length; at++) {
      startNanos[at] = spans.startNanos(at);
    }
  }

  @Override
  public int size() {
    return spans.size();
  }

  @Override
  public long[] startNanos() {
    return startNanos;
  }

  @Override
  public CodedColumn key(int place) {
    return coded(spans.values(place));
  }

  /// Of several values of a span the first.
  private CodedColumn coded(Values values) {
    int[] codes = new int[spans.size()];
    var numbers = new LongNumbers[Type.values().length];
    var rows = new ArrayList<Integer>();
    var codesByType = new ArrayList<List<Integer>>();
    for (int type = 0; type < numbers.length; type++) {
      numbers[type] = new LongNumbers();
      codesByType.add(new ArrayList<>());
    }
    for (int at = 0; at < codes.length; at++) {
      int row = spans.row(at);
      int type = values.type(row).ordinal();
      if (values.type(row) == Type.NIL) {
        codes[at] = CodedColumn.NONE;
      } else {
        int number = numbers[type].number(values.bits(row));
        if (number == codesByType.get(type).size()) {
          codesByType.get(type).add(rows.size());
          rows.add(row);
        }
        codes[at] = codesByType.get(type).get(number);
      }
    }
    return new CodedColumn(codes, code -> values.value(rows.get(code)));
  }

  @Override
  public NumberColumn numbers() {
    Values values = spans.values(fields.keys());
    byte[] types = new byte[spans.size()];
    long[] bits = new long[spans.size()];
    for (int at = 0; at < types.length; at++) {
      int row = spans.row(at);
      types[at] =
          switch (values.type(row)) {
            case INT, NANOS -> NumberColumn.INTEGER;
            case REAL -> NumberColumn.REAL;
            case NIL, BOOL, TEXT, STATUS, KIND, ID, ARRAY, MAP, BYTES, EMPTY -> NumberColumn.NONE;
          };
      bits[at] = values.bits(row);
    }
    return new NumberColumn(types, bits);
  }

  @Override
  public boolean isSelected(int at) {
    return spans.isSelected(at);
  }

  @Override
  public Optional<CodedColumn> traceStates() {
    return Optional.empty();
  }

  @Override
  public List<Named> everything() {
    var all = new ArrayList<Named>();
    int place = fields.firstOfEverything();
    for (String name : fields.everything()) {
      all.add(new Named(name, coded(spans.values(place++))));
    }
    return all;
  }

  @Override
  public TraceId traceId(int at) {
    return spans.traceId(at);
  }

  @Override
  public SpanId spanId(int at) {
    return new SpanId(spans.spanId(at));
  }
}
