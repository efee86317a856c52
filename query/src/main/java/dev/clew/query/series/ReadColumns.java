package dev.clew.query.series;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
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
    var bits = new LongNumbers();
    var pairs = new LongNumbers();
    var rows = new ArrayList<Integer>();
    int[] codes = new int[spans.size()];
    for (int at = 0; at < codes.length; at++) {
      int row = spans.row(at);
      codes[at] = CodedColumn.NONE;
      if (values.tag(row) != Values.Tag.NIL) {
        int number = bits.number(values.bits(row));
        codes[at] = pairs.number((long) number << 32 | values.tag(row).ordinal());
        if (codes[at] == rows.size()) {
          rows.add(row);
        }
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
          switch (values.tag(row)) {
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
