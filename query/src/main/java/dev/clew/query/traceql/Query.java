package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A whole query, as it was written.
///
/// @param order by what the traces of a search are ordered, where that is said
/// @param limit how many traces a search, or groups a total, is to give, where that is said
public record Query(Root root, Optional<Order> order, OptionalInt limit, List<Hint> hints) {
  public Query {
    hints = List.copyOf(hints);
  }

  /// What a query is at its heart.
  public sealed interface Root {
    /// Traces, by the spansets that are left at the pipeline's end.
    record Search(Pipeline pipeline) implements Root {}

    /// Numbers over time.
    record Metrics(SeriesExpr series) implements Root {}

    /// One number for each group of spans, over all traces: `{ ... } | sum(critical_path) by
    /// (resource.service.name, name)`. Every span that is left at the source's end counts once, in
    /// the group of its values; to lack a value is a value of its own. The largest number comes
    /// first. Tempo has no such query: there an aggregate always stands in a comparison, so that
    /// none of its queries reads as this.
    ///
    /// @param by never empty
    record Totals(Pipeline source, ScalarExpr.Aggregate aggregate, List<FieldExpr.Reference> by)
        implements Root {
      public Totals {
        by = List.copyOf(by);
      }
    }
  }

  public record Order(Key key, boolean isDescending) {
    public enum Key {
      DURATION,
      START,
      SPANS,
      ERRORS
    }
  }

  /// An advice to whoever runs the query; one that is not known is passed over.
  public record Hint(String name, Literal value) {}
}
