package dev.clew.query.series;

import dev.clew.query.Label;
import dev.clew.query.Labels;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.SeriesExpr.Function;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A function over time as it is gathered: from which fields, into which groups.
record Gatherer(
    Function function,
    Optional<FieldExpr.Reference> field,
    List<Double> quantiles,
    List<FieldExpr.Reference> by,
    List<String> keys) {
  private static final double NANOS_A_SECOND = 1e9;

  static Gatherer of(Gather.OverTime gather) {
    List<FieldExpr.Reference> by = gather.by().stream().distinct().toList();
    return new Gatherer(
        gather.function(),
        gather.field(),
        gather.quantiles().stream().distinct().sorted().toList(),
        by,
        by.stream().map(TraceQl::print).toList());
  }

  /// @param steps into which the spans are gathered
  /// @param areToldApart whether ids of some spans may be asked for
  Wanted wanted(Steps steps, boolean areToldApart) {
    Wanted wanted = Wanted.of(by, field, steps, areToldApart);
    boolean areAligned =
        steps.firstNanos() % Digest.STEP_NANOS == 0 && steps.stepNanos() % Digest.STEP_NANOS == 0;
    return areAligned && !dependsOnEachNumber() ? wanted.roughly() : wanted;
  }

  private boolean dependsOnEachNumber() {
    return switch (function) {
      case RATE, COUNT, HISTOGRAM, QUANTILE -> false;
      case MIN, MAX, SUM, AVG -> true;
    };
  }

  /// By what a number of the field is divided before it is told.
  double unit() {
    boolean isDuration =
        field
            .filter(each -> each instanceof FieldExpr.Of(var of, _) && of.isDuration())
            .isPresent();
    return isDuration ? NANOS_A_SECOND : 1;
  }

  boolean countsOnly() {
    return field.isEmpty();
  }

  boolean gathers(NumberColumn numbers, int at) {
    return switch (function) {
      case RATE, COUNT -> true;
      case MIN, MAX, SUM, AVG -> numbers.isNumber(at);
      case HISTOGRAM, QUANTILE -> Powers.of(numbers, at) != Powers.NONE;
    };
  }

  /// The labels of spans with these values. Where no field has one, the first says so.
  Labels labels(List<Value> values) {
    var labels = new ArrayList<Label>(keys.size());
    for (int key = 0; key < keys.size(); key++) {
      if (!(values.get(key) instanceof Value.Nil)) {
        labels.add(new Label(keys.get(key), values.get(key)));
      }
    }
    if (labels.isEmpty()) {
      labels.add(Label.text(keys.getFirst(), "nil"));
    }
    return new Labels(labels);
  }

  /// The labels of spans that no field groups.
  Labels ungrouped() {
    return switch (function) {
      case HISTOGRAM, QUANTILE -> Labels.NONE;
      case RATE, COUNT, MIN, MAX, SUM, AVG -> Labels.of(Label.text(Names.NAME, function.text()));
    };
  }
}
