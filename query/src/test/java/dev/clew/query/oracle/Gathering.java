package dev.clew.query.oracle;

import dev.clew.query.oracle.SeriesOracle.Steps;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.SeriesExpr.Function;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.TraceQl;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/// What spans come to over time, with all decimals there are.
///
/// - A span counts as often as it stands for: by the `ot=th:` of its tracestate 2^56 / (2^56 - th)
///   times, else once.
/// - What is no number, NaN included, is not gathered; of several values the first counts.
/// - Groups have a label for each value there is, or, where there is none, the first one's with the
///   text `nil`; what is not grouped is labelled by its function.
/// - Numbers fall into buckets (2^(n-1), 2^n], those below 2 into none. A quantile is the place of
///   its rank, the next whole number above `p * count` but 1 at least, in its bucket, on a scale of
///   powers. Both are worked out in nanoseconds and told in seconds where they are of durations.
final class Gathering {
  private static final MathContext PRECISION = new MathContext(50);
  private static final MathContext ROUNDED = new MathContext(14);
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigInteger ALL = BigInteger.TWO.pow(56);
  private static final Pattern THRESHOLD =
      Pattern.compile("(?:^|.*,)\\s*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})\\s*(?:[;,].*)?");

  private final Gather.OverTime gather;
  private final Steps steps;

  Gathering(Gather.OverTime gather, Steps steps) {
    this.gather = gather;
    this.steps = steps;
  }

  /// A number with its weight.
  private record Weighted(BigDecimal number, BigDecimal weight) {}

  Map<SeriesLabels, double[]> series(List<Node> spans) {
    Map<SeriesLabels, List<Node>> groups = new TreeMap<>();
    spans.forEach(node -> groups.computeIfAbsent(labels(node), _ -> new ArrayList<>()).add(node));
    Map<SeriesLabels, double[]> all = new TreeMap<>();
    groups.forEach((labels, group) -> add(labels, group, all));
    return all;
  }

  private SeriesLabels labels(Node node) {
    SeriesLabels labels = SeriesLabels.NONE;
    for (FieldExpr.Reference field : gather.by()) {
      Object value = Fields.values(field, node).getFirst();
      labels = Plain.isNil(value) ? labels : labels.with(TraceQl.print(field), value);
    }
    if (!labels.equals(SeriesLabels.NONE)) {
      return labels;
    }
    return gather.by().isEmpty()
        ? ungrouped()
        : labels.with(TraceQl.print(gather.by().getFirst()), "nil");
  }

  private SeriesLabels ungrouped() {
    boolean hasOwnLabel =
        gather.function() == Function.QUANTILE || gather.function() == Function.HISTOGRAM;
    return hasOwnLabel ? SeriesLabels.NONE : SeriesLabels.NONE.named(gather.function().text());
  }

  private void add(SeriesLabels labels, List<Node> group, Map<SeriesLabels, double[]> all) {
    switch (gather.function()) {
      case RATE -> all.put(labels, points(group, seen -> count(seen) / steps.seconds()));
      case COUNT -> all.put(labels, points(group, Gathering::count));
      case MIN, MAX, SUM, AVG -> all.put(labels, points(group, this::number));
      case QUANTILE ->
          gather
              .quantiles()
              .forEach(part ->
                  all.put(labels.with("p", part), points(group, seen -> quantile(part, seen))));
      case HISTOGRAM ->
          buckets(numbers(group))
              .keySet()
              .forEach(power ->
                  all.put(
                      labels.with("__bucket", told(TWO.pow(power))),
                      points(
                          group,
                          seen ->
                              buckets(numbers(seen))
                                  .getOrDefault(power, BigDecimal.ZERO)
                                  .doubleValue())));
    }
  }

  private interface OfStep {
    double of(List<Node> seen);
  }

  private double[] points(List<Node> group, OfStep ofStep) {
    double[] points = new double[steps.count()];
    for (int step = 0; step < points.length; step++) {
      int now = step;
      points[step] =
          ofStep.of(group.stream().filter(node -> steps.of(node.start()) == now).toList());
    }
    return points;
  }

  private static double count(List<Node> seen) {
    return sum(seen.stream().map(Gathering::weight).toList()).doubleValue();
  }

  static BigDecimal weight(Node node) {
    Matcher matcher = THRESHOLD.matcher(node.span.traceState());
    if (!matcher.matches()) {
      return BigDecimal.ONE;
    }
    String digits = (matcher.group(1) + "0".repeat(14)).substring(0, 14);
    BigInteger kept = ALL.subtract(new BigInteger(digits, 16));
    return new BigDecimal(ALL).divide(new BigDecimal(kept), PRECISION);
  }

  /// Those that are finite: of the others there is no decimal.
  private List<Weighted> numbers(List<Node> nodes) {
    var all = new ArrayList<Weighted>();
    for (Node node : nodes) {
      Object value = value(node);
      if (Plain.isNumber(value) && Double.isFinite(Plain.real(value))) {
        BigDecimal number =
            value instanceof Double real
                ? new BigDecimal(real)
                : new BigDecimal(Plain.whole(value));
        all.add(new Weighted(number, weight(node)));
      }
    }
    return all;
  }

  private Object value(Node node) {
    return Fields.values(gather.field().orElseThrow(), node).getFirst();
  }

  private double number(List<Node> nodes) {
    List<Double> doubles = doubles(nodes);
    if (doubles.stream().anyMatch(each -> Double.isInfinite(each))) {
      return infinite(doubles);
    }
    List<Weighted> seen = numbers(nodes);
    if (seen.isEmpty()) {
      return Double.NaN;
    }
    BigDecimal total = sum(seen.stream().map(each -> each.number.multiply(each.weight)).toList());
    BigDecimal count = sum(seen.stream().map(Weighted::weight).toList());
    return told(
        switch (gather.function()) {
          case MIN -> seen.stream().map(Weighted::number).min(BigDecimal::compareTo).orElseThrow();
          case MAX -> seen.stream().map(Weighted::number).max(BigDecimal::compareTo).orElseThrow();
          case SUM -> total;
          case AVG -> total.divide(count, PRECISION);
          case RATE, COUNT, QUANTILE, HISTOGRAM ->
              throw new IllegalArgumentException("gathers no numbers: " + gather.function());
        });
  }

  private List<Double> doubles(List<Node> nodes) {
    return nodes.stream()
        .map(this::value)
        .filter(value -> Plain.isNumber(value) && !Plain.isNaN(value))
        .map(Plain::real)
        .toList();
  }

  private double infinite(List<Double> doubles) {
    DoubleStream all = doubles.stream().mapToDouble(each -> each);
    return switch (gather.function()) {
      case MIN -> all.min().orElseThrow();
      case MAX -> all.max().orElseThrow();
      default -> all.filter(Double::isInfinite).sum();
    };
  }

  /// In seconds, if it is of durations.
  private double told(BigDecimal number) {
    boolean isDuration =
        gather
            .field()
            .filter(field ->
                field instanceof FieldExpr.Of(var intrinsic, _) && Words.isDuration(intrinsic))
            .isPresent();
    return isDuration
        ? number.divide(new BigDecimal("1e9"), PRECISION).doubleValue()
        : number.doubleValue();
  }

  private static BigDecimal sum(List<BigDecimal> all) {
    return all.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// How many there are of each power.
  private static Map<Integer, BigDecimal> buckets(List<Weighted> seen) {
    Map<Integer, BigDecimal> counts = new TreeMap<>();
    for (Weighted each : seen) {
      if (each.number.compareTo(TWO) >= 0) {
        int power = 1;
        while (TWO.pow(power).compareTo(each.number) < 0) {
          power++;
        }
        counts.merge(power, each.weight, BigDecimal::add);
      }
    }
    return counts;
  }

  private double quantile(double part, List<Node> nodes) {
    Map<Integer, BigDecimal> buckets = buckets(numbers(nodes));
    BigDecimal total = sum(List.copyOf(buckets.values()));
    BigDecimal rank =
        new BigDecimal(part)
            .multiply(total)
            .round(ROUNDED)
            .setScale(0, RoundingMode.CEILING)
            .max(BigDecimal.ONE)
            .min(total);
    BigDecimal below = BigDecimal.ZERO;
    for (var bucket : buckets.entrySet()) {
      BigDecimal upTo = below.add(bucket.getValue());
      if (rank.round(ROUNDED).compareTo(upTo.round(ROUNDED)) <= 0) {
        BigDecimal place = rank.min(upTo).subtract(below).divide(bucket.getValue(), PRECISION);
        return told(BigDecimal.valueOf(Math.pow(2, bucket.getKey() - 1 + place.doubleValue())));
      }
      below = upTo;
    }
    return Double.NaN;
  }
}
