package dev.clew.query.totals;

import dev.clew.query.Coverage;
import dev.clew.query.Label;
import dev.clew.query.QueryException;
import dev.clew.query.TotalsAnswer;
import dev.clew.query.TotalsRequest;
import dev.clew.query.Value;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Moments;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.SpanScan;
import dev.clew.query.run.Watch;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.StoreView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Answers a question for totals. Owned by the thread that asks.
public final class TotalsQuery {
  private static final long BYTES_A_GROUP = 500;

  private final TotalsRequest request;
  private final Query.Root.Totals asked;
  private final List<Reference> by;
  private final Optional<Amount> amount;
  private final long mostGroups;

  private TotalsQuery(TotalsRequest request, Query.Root.Totals asked, long mostBytes) {
    this.request = request;
    this.asked = asked;
    by = asked.by().stream().distinct().toList();
    amount = asked.aggregate().argument().map(Amount::new);
    mostGroups = Math.max(mostBytes / BYTES_A_GROUP, 1);
  }

  /// The numbers of the groups.
  ///
  /// @param view of all of time
  /// @param mostBytes how much memory the traces may take that are held at once, and about how much
  ///   the groups
  public static TotalsAnswer answer(
      StoreView view, TotalsRequest request, long mostBytes, Scatter scatter, Watch watch)
      throws QueryException {
    return switch (request.query().root()) {
      case Query.Root.Totals totals ->
          new TotalsQuery(request, totals, mostBytes).run(view, mostBytes, scatter, watch);
      case Query.Root.Search _, Query.Root.Metrics _ ->
          throw new IllegalArgumentException("needs an aggregate by fields");
    };
  }

  private TotalsAnswer run(StoreView view, long mostBytes, Scatter scatter, Watch watch)
      throws QueryException {
    var fields = new ArrayList<>(by);
    amount.ifPresent(each -> fields.addAll(each.fields()));
    var scanned =
        new SpanScan.Request(asked.source(), request.range(), fields, Optional.empty(), false)
            .starting(Moments.ALIKE);
    var all = new TotalGroups(asked.aggregate().function(), mostGroups);
    Coverage coverage =
        new SpanScan(view, scanned, mostBytes, scatter, watch)
            .run(
                () -> new TotalGroups(asked.aggregate().function(), mostGroups),
                this::take,
                all::merge);
    return answer(all, coverage);
  }

  private void take(TotalGroups into, MatchedSpans spans) throws QueryException {
    for (int at = 0; at < spans.size(); at++) {
      var group = new ArrayList<Value>(by.size());
      for (int key = 0; key < by.size(); key++) {
        group.add(spans.values(key).value(spans.row(at)));
      }
      Optional<Total> total = into.of(group);
      if (total.isPresent()) {
        total.get().addSpan();
        if (amount.isPresent()) {
          amount.get().of(spans, at, by.size()).forEach(total.get()::add);
        }
      }
    }
  }

  private TotalsAnswer answer(TotalGroups all, Coverage coverage) {
    List<TotalsAnswer.Total> totals = all.totals();
    totals.sort(
        Comparator.comparing(TotalsAnswer.Total::value, TotalsQuery::compare)
            .reversed()
            .thenComparing(TotalsAnswer.Total::group, TotalGroups.ORDER));
    int limit = Math.min(request.query().limit().orElse(request.maxGroups()), totals.size());
    return new TotalsAnswer(
        by.stream().map(TraceQl::print).toList(),
        totals.subList(0, limit),
        all.isTruncated() || limit < totals.size(),
        coverage);
  }

  /// None at all is less than any number.
  private static int compare(Value one, Value other) {
    boolean isBoth = !one.equals(Value.NIL) && !other.equals(Value.NIL);
    return isBoth ? Total.compare(one, other) : Label.compare(one, other);
  }
}
