package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Computes numbers over time.
public sealed interface SeriesExpr {
  /// Spans gathered into series.
  record Measure(Pipeline source, Gather gather, List<Refine> refinements) implements SeriesExpr {
    public Measure {
      refinements = List.copyOf(refinements);
    }

    Measure refined(List<Refine> more) {
      return new Measure(
          source, gather, Stream.concat(refinements.stream(), more.stream()).toList());
    }
  }

  record Constant(Literal value, Place at) implements SeriesExpr {}

  record Arithmetic(SeriesExpr left, Operator operator, SeriesExpr right, Place at)
      implements SeriesExpr {}

  /// A whole calculation, refined.
  record Refined(SeriesExpr inner, List<Refine> refinements) implements SeriesExpr {
    public Refined {
      refinements = List.copyOf(refinements);
    }
  }

  /// What is gathered from the spans of each step of time.
  sealed interface Gather {
    /// One function of the spans of each step.
    ///
    /// @param field what is gathered, unless spans are only counted
    /// @param quantiles those asked for, unless there are none to ask for
    record OverTime(
        Function function,
        Optional<FieldExpr.Reference> field,
        List<Double> quantiles,
        List<FieldExpr.Reference> by,
        Place at)
        implements Gather {
      public OverTime {
        quantiles = List.copyOf(quantiles);
        by = List.copyOf(by);
      }
    }

    /// How the spans that a filter selects differ from the others.
    record Compare(SpansetExpr selection, OptionalInt topN, Optional<Window> window, Place at)
        implements Gather {}
  }

  /// A part of the query's time, in nanoseconds since the epoch.
  record Window(long startNanos, long endNanos) {}

  enum Function {
    RATE("rate"),
    COUNT("count_over_time"),
    MIN("min_over_time"),
    MAX("max_over_time"),
    SUM("sum_over_time"),
    AVG("avg_over_time"),
    HISTOGRAM("histogram_over_time"),
    QUANTILE("quantile_over_time");

    private final String text;

    Function(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    boolean countsOnly() {
      return this == RATE || this == COUNT;
    }
  }

  /// What is kept of series.
  sealed interface Refine {
    record Best(boolean isTop, int count, Place at) implements Refine {}

    record Threshold(Operator operator, Literal value, Place at) implements Refine {}
  }
}
