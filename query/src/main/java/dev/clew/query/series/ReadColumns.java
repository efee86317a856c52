package dev.clew.query.series;

import static java.util.Objects.requireNonNull;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Spans that were read, as columns: batch after batch of those that come from one block, so that
/// what their values are numbered by is kept. Owned by one thread.
final class ReadColumns implements SpanColumns {
  private final Fields fields;
  private final List<Coding> codings = new ArrayList<>();
  private @Nullable MatchedSpans read;
  private long[] startNanos = new long[0];
  private byte[] types = new byte[0];
  private long[] numbers = new long[0];

  /// Where what was asked for stands among the fields.
  ///
  /// @param everything the names of all there is to know of spans, where that was asked for; what
  ///   they name stands last
  record Fields(int keys, boolean hasNumber, List<String> everything) {
    int traceState() {
      return keys + (hasNumber ? 1 : 0);
    }

    int firstOfEverything() {
      return traceState() + 1;
    }
  }

  ReadColumns(Fields fields) {
    this.fields = fields;
  }

  /// Goes to these spans.
  void read(MatchedSpans spans) {
    read = spans;
    codings.forEach(Coding::forget);
    if (startNanos.length < spans.size()) {
      startNanos = new long[spans.size()];
      types = new byte[spans.size()];
      numbers = new long[spans.size()];
    }
    spans.copyStarts(startNanos);
  }

  private MatchedSpans spans() {
    return requireNonNull(read, "spans must be read first");
  }

  @Override
  public int size() {
    return spans().size();
  }

  @Override
  public long[] startNanos() {
    return startNanos;
  }

  @Override
  public Optional<long[]> counts() {
    MatchedSpans spans = spans();
    if (!spans.areCounted()) {
      return Optional.empty();
    }
    long[] counts = new long[spans.size()];
    Arrays.setAll(counts, spans::count);
    return Optional.of(counts);
  }

  @Override
  public boolean areExamples() {
    return spans().areExamples();
  }

  /// Of several values of a span the first.
  @Override
  public CodedColumn key(int place) {
    while (codings.size() <= place) {
      codings.add(new Coding());
    }
    return codings.get(place).of(spans(), place);
  }

  @Override
  public NumberColumn numbers() {
    MatchedSpans spans = spans();
    if (spans.copyIntegers(fields.keys(), numbers)) {
      Arrays.fill(types, 0, spans.size(), NumberColumn.INTEGER);
      return new NumberColumn(types, numbers, true);
    }
    Values values = spans.values(fields.keys());
    for (int at = 0; at < spans.size(); at++) {
      int row = spans.row(at);
      types[at] =
          switch (values.tag(row)) {
            case INT, NANOS -> NumberColumn.INTEGER;
            case REAL -> NumberColumn.REAL;
            case NIL, BOOL, TEXT, STATUS, KIND, ID, ARRAY, MAP, BYTES, EMPTY -> NumberColumn.NONE;
          };
      numbers[at] = values.bits(row);
    }
    return new NumberColumn(types, numbers);
  }

  @Override
  public boolean isSelected(int at) {
    return spans().isSelected(at);
  }

  @Override
  public Optional<CodedColumn> traceStates() {
    MatchedSpans.Coded coded = spans().coded(fields.traceState());
    boolean areThere =
        coded == null
            ? !spans().values(fields.traceState()).isEmpty()
            : Arrays.stream(coded.codes(), 0, spans().size()).anyMatch(code -> code >= 0);
    return areThere ? Optional.of(key(fields.traceState())) : Optional.empty();
  }

  @Override
  public List<Named> everything() {
    var all = new ArrayList<Named>();
    int place = fields.firstOfEverything();
    for (String name : fields.everything()) {
      all.add(new Named(name, key(place++)));
    }
    return all;
  }

  @Override
  public TraceId traceId(int at) {
    return spans().traceId(at);
  }

  @Override
  public SpanId spanId(int at) {
    return new SpanId(spans().spanId(at));
  }
}
