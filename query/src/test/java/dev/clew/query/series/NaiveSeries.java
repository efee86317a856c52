package dev.clew.query.series;

import dev.clew.query.Label;
import dev.clew.query.Labels;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.TraceQl;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The series of one function over time, worked out plainly: every span of a step in a list, exact
/// decimals, no cleverness.
final class NaiveSeries {
  private static final MathContext PRECISION = new MathContext(60);

  /// A span as a function sees it.
  private record Seen(BigDecimal weight, BigDecimal number) {}

  private final Gather.OverTime gather;
  private final Steps steps;
  private final BigDecimal unit;

  private NaiveSeries(Gather.OverTime gather, Steps steps) {
    this.gather = gather;
    this.steps = steps;
    boolean isDuration =
        gather.field().map(field -> TraceQl.print(field).equals("duration")).orElse(false);
    unit = isDuration ? new BigDecimal("1e9") : BigDecimal.ONE;
  }

  /// By labels: a number a step, NaN for none.
  static Map<Labels, List<Double>> of(Gather.OverTime gather, Steps steps, List<SpanRow> rows) {
    return new NaiveSeries(gather, steps).series(rows);
  }

  private Map<Labels, List<Double>> series(List<SpanRow> rows) {
    var all = new TreeMap<Labels, List<Double>>();
    var groups = new HashMap<Labels, List<SpanRow>>();
    for (SpanRow row : rows) {
      if (step(row) >= 0) {
        groups.computeIfAbsent(labels(row), _ -> new ArrayList<>()).add(row);
      }
    }
    groups.forEach((labels, ofGroup) -> add(all, labels, ofGroup));
    all.values().removeIf(points -> points.stream().allMatch(point -> Double.isNaN(point)));
    return all;
  }

  private int step(SpanRow row) {
    for (int step = 0; step < steps.count(); step++) {
      long end = steps.firstNanos() + step * steps.stepNanos();
      if (end - steps.stepNanos() < row.startNanos() && row.startNanos() <= end) {
        return step;
      }
    }
    return -1;
  }

  private Labels labels(SpanRow row) {
    var labels = new ArrayList<Label>();
    for (var field : gather.by()) {
      String key = TraceQl.print(field);
      if (row.fields().containsKey(key)) {
        labels.add(new Label(key, row.fields().get(key)));
      }
    }
    boolean hasOwnLabel =
        switch (gather.function()) {
          case HISTOGRAM, QUANTILE -> true;
          case RATE, COUNT, MIN, MAX, SUM, AVG -> false;
        };
    if (labels.isEmpty() && !gather.by().isEmpty()) {
      labels.add(Label.text(TraceQl.print(gather.by().getFirst()), "nil"));
    } else if (labels.isEmpty() && !hasOwnLabel) {
      labels.add(Label.text("__name__", gather.function().text()));
    }
    return new Labels(labels);
  }

  private void add(Map<Labels, List<Double>> all, Labels labels, List<SpanRow> rows) {
    switch (gather.function()) {
      case HISTOGRAM -> {
        for (int power = 1; power < 1024; power++) {
          int n = power;
          if (rows.stream()
              .flatMap(row -> numbers(List.of(row)).stream())
              .anyMatch(seen -> power(seen.number) == n)) {
            all.put(
                labels.with(
                    Label.number("__bucket", new BigDecimal(2).pow(n).divide(unit).doubleValue())),
                points(
                    rows,
                    seen ->
                        sum(seen.stream()
                                .filter(each -> power(each.number) == n)
                                .map(Seen::weight)
                                .toList())
                            .doubleValue()));
          }
        }
      }
      case QUANTILE -> {
        for (double part : gather.quantiles()) {
          all.put(labels.with(Label.number("p", part)), points(rows, seen -> quantile(part, seen)));
        }
      }
      case RATE -> all.put(labels, points(rows, null));
      case COUNT -> all.put(labels, points(rows, null));
      case MIN, MAX, SUM, AVG -> all.put(labels, points(rows, this::number));
    }
  }

  private interface OfStep {
    double of(List<Seen> seen);
  }

  private List<Double> points(
      List<SpanRow> rows, @org.jspecify.annotations.Nullable OfStep ofStep) {
    var points = new ArrayList<Double>();
    for (int step = 0; step < steps.count(); step++) {
      int n = step;
      List<SpanRow> ofThis = rows.stream().filter(row -> step(row) == n).toList();
      if (ofStep == null) {
        double count = sum(ofThis.stream().map(NaiveSeries::weight).toList()).doubleValue();
        boolean isRate = gather.function().text().equals("rate");
        points.add(isRate ? count / (steps.stepNanos() / 1e9) : count);
      } else {
        points.add(ofStep.of(numbers(ofThis)));
      }
    }
    return points;
  }

  private List<Seen> numbers(List<SpanRow> rows) {
    var all = new ArrayList<Seen>();
    for (SpanRow row : rows) {
      switch (row.fields().get(TraceQl.print(gather.field().orElseThrow()))) {
        case Value.Int(var number) -> all.add(new Seen(weight(row), new BigDecimal(number)));
        case Value.Real(var number) when !Double.isNaN(number) ->
            all.add(new Seen(weight(row), new BigDecimal(number)));
        case null, default -> {}
      }
    }
    return all;
  }

  private static BigDecimal weight(SpanRow row) {
    if (!row.traceState().startsWith("ot=th:")) {
      return BigDecimal.ONE;
    }
    String digits = row.traceState().substring("ot=th:".length());
    var threshold = new BigInteger((digits + "0".repeat(14)).substring(0, 14), 16);
    var all = BigInteger.TWO.pow(56);
    return new BigDecimal(all).divide(new BigDecimal(all.subtract(threshold)), PRECISION);
  }

  private double number(List<Seen> seen) {
    if (seen.isEmpty()) {
      return Double.NaN;
    }
    BigDecimal number =
        switch (gather.function()) {
          case MIN -> seen.stream().map(Seen::number).min(BigDecimal::compareTo).get();
          case MAX -> seen.stream().map(Seen::number).max(BigDecimal::compareTo).get();
          case SUM -> total(seen);
          case AVG -> total(seen).divide(sum(seen.stream().map(Seen::weight).toList()), PRECISION);
          case RATE, COUNT, HISTOGRAM, QUANTILE -> throw new IllegalStateException();
        };
    return number.divide(unit, PRECISION).doubleValue();
  }

  private static BigDecimal total(List<Seen> seen) {
    return sum(seen.stream().map(each -> each.number.multiply(each.weight)).toList());
  }

  private static BigDecimal sum(List<BigDecimal> all) {
    return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// The n of the power of two that a number is rounded up to; 0 below 2.
  private static int power(BigDecimal number) {
    if (number.compareTo(new BigDecimal(2)) < 0) {
      return 0;
    }
    int power = 0;
    while (new BigDecimal(BigInteger.TWO.pow(power)).compareTo(number) < 0) {
      power++;
    }
    return power;
  }

  private double quantile(double part, List<Seen> seen) {
    var counts = new TreeMap<Integer, BigDecimal>();
    for (Seen each : seen) {
      if (power(each.number) > 0) {
        counts.merge(power(each.number), each.weight, BigDecimal::add);
      }
    }
    BigDecimal total = sum(List.copyOf(counts.values()));
    if (total.signum() == 0) {
      return Double.NaN;
    }
    BigDecimal rank =
        new BigDecimal(part)
            .multiply(total)
            .round(new MathContext(15))
            .setScale(0, RoundingMode.CEILING);
    rank = rank.max(BigDecimal.ONE).min(total);
    BigDecimal below = BigDecimal.ZERO;
    for (var bucket : counts.entrySet()) {
      BigDecimal upTo = below.add(bucket.getValue());
      if (rank.round(new MathContext(14)).compareTo(upTo.round(new MathContext(14))) <= 0) {
        BigDecimal place = rank.min(upTo).subtract(below).divide(bucket.getValue(), PRECISION);
        return Math.pow(2, bucket.getKey() - 1 + place.doubleValue()) / unit.doubleValue();
      }
      below = upTo;
    }
    throw new IllegalStateException("no bucket holds the rank");
  }
}
