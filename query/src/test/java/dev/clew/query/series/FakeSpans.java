package dev.clew.query.series;

import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Spans in a list, handed out in parts and batches as chance has it, whatever the pipeline.
final class FakeSpans implements SpanSource {
  private final List<SpanRow> rows;
  private final RandomGenerator random;
  private final int parts;
  int scans;

  FakeSpans(List<SpanRow> rows, RandomGenerator random, int parts) {
    this.rows = List.copyOf(rows);
    this.random = random;
    this.parts = parts;
  }

  @Override
  public <T extends Taker> Coverage scan(
      Pipeline pipeline,
      TimeRange range,
      Wanted wanted,
      Function<TimeRange, T> makePart,
      Consumer<T> done)
      throws QueryException {
    scans++;
    var left = new ArrayList<>(rows);
    left.removeIf(row -> !range.contains(row.startNanos()));
    Collections.shuffle(left, random);
    for (int part = parts; part > 0; part--) {
      List<SpanRow> ofPart =
          left.subList(0, part == 1 ? left.size() : random.nextInt(left.size() + 1));
      T taker = makePart.apply(rangeOf(ofPart, range));
      hand(ofPart, wanted, taker);
      done.accept(taker);
      left = new ArrayList<>(left.subList(ofPart.size(), left.size()));
    }
    return new Coverage(true, parts, parts, rows.size(), List.of());
  }

  private TimeRange rangeOf(List<SpanRow> rows, TimeRange all) {
    if (rows.isEmpty() || random.nextInt(3) == 0) {
      return random.nextBoolean() ? all : TimeRange.ALL;
    }
    long first = rows.stream().mapToLong(SpanRow::startNanos).min().getAsLong();
    long last = rows.stream().mapToLong(SpanRow::startNanos).max().getAsLong();
    return new TimeRange(first, last + 1);
  }

  private void hand(List<SpanRow> rows, Wanted wanted, Taker taker) throws QueryException {
    boolean sharesNumbers = random.nextBoolean();
    var numbers = new HashMap<String, Numbering>();
    int from = 0;
    while (from < rows.size()) {
      int to = Math.min(from + 1 + random.nextInt(1500), rows.size());
      taker.take(new Batch(rows.subList(from, to), wanted, numbers));
      if (!sharesNumbers) {
        numbers.clear();
      }
      from = to;
    }
  }

  /// Numbers the values of a field; now and then an equal value gets another number.
  private final class Numbering implements CodedColumn.Values {
    private final List<Value> values = new ArrayList<>();
    private final Map<Value, Integer> codes = new HashMap<>();

    int code(Value value) {
      if (random.nextInt(10) == 0) {
        codes.remove(value);
      }
      return codes.computeIfAbsent(
          value,
          _ -> {
            values.add(value);
            return values.size() - 1;
          });
    }

    @Override
    public Value value(int code) {
      return values.get(code);
    }
  }

  private final class Batch implements SpanColumns {
    private final List<SpanRow> rows;
    private final Wanted wanted;
    private final Map<String, Numbering> numbers;

    Batch(List<SpanRow> rows, Wanted wanted, Map<String, Numbering> numbers) {
      this.rows = rows;
      this.wanted = wanted;
      this.numbers = numbers;
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public long[] startNanos() {
      return rows.stream().mapToLong(SpanRow::startNanos).toArray();
    }

    @Override
    public CodedColumn key(int place) {
      return column(TraceQl.print(wanted.keys().get(place)));
    }

    @Override
    public boolean isSelected(int at) {
      return rows.get(at).fields().containsKey("selected");
    }

    private CodedColumn column(String field) {
      return column(field, rows.stream().map(row -> Optional.ofNullable(row.fields().get(field))));
    }

    private CodedColumn column(String name, Stream<Optional<Value>> values) {
      Numbering numbering = numbers.computeIfAbsent(name, _ -> new Numbering());
      int[] codes = values.mapToInt(each -> each.map(numbering::code).orElse(-1)).toArray();
      return new CodedColumn(codes, numbering);
    }

    @Override
    public NumberColumn numbers() {
      String field = TraceQl.print(wanted.number().orElseThrow());
      byte[] types = new byte[rows.size()];
      long[] bits = new long[rows.size()];
      for (int at = 0; at < types.length; at++) {
        switch (rows.get(at).fields().get(field)) {
          case Value.Int(var number) -> {
            types[at] = NumberColumn.INTEGER;
            bits[at] = number;
          }
          case Value.Real(var real) -> {
            types[at] = NumberColumn.REAL;
            bits[at] = Double.doubleToRawLongBits(real);
          }
          case null, default -> types[at] = NumberColumn.NONE;
        }
      }
      return new NumberColumn(types, bits);
    }

    @Override
    public Optional<CodedColumn> traceStates() {
      if (rows.stream().allMatch(row -> row.traceState().isEmpty())) {
        return Optional.empty();
      }
      return Optional.of(
          column(
              "trace state",
              rows.stream()
                  .map(SpanRow::traceState)
                  .map(state ->
                      state.isEmpty() ? Optional.empty() : Optional.of(new Value.Text(state)))));
    }

    @Override
    public List<Named> everything() {
      var names = new TreeSet<String>();
      rows.forEach(row -> names.addAll(row.fields().keySet()));
      names.remove("selected");
      return names.stream().map(name -> new Named(name, column(name))).toList();
    }

    @Override
    public TraceId traceId(int at) {
      return new TraceId(7, rows.get(at).id());
    }

    @Override
    public SpanId spanId(int at) {
      return new SpanId(rows.get(at).id());
    }
  }
}
