package dev.clew.analyze.funnel;

import dev.clew.analyze.Funnel;
import dev.clew.analyze.FunnelQuestion;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.Cursor;
import dev.clew.query.Progress;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.TestedTraces;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Searches the traces that pass the first step, page by page, the newest first, and has each
/// tested whole. Owned by one thread.
public final class FunnelReading {
  private static final int PAGE = 1000;

  private final QueryEngine engine;
  private final TenantId tenant;
  private final FunnelQuestion question;
  private final Funneling funnel;
  private final Set<String> reasons = new LinkedHashSet<>();
  private int done;

  public FunnelReading(QueryEngine engine, TenantId tenant, FunnelQuestion question) {
    this.engine = engine;
    this.tenant = tenant;
    this.question = question;
    funnel = new Funneling(question);
  }

  /// Looks at as many traces as are wanted, as long as there is time.
  public Funnel read() throws QueryException {
    SearchAnswer page = page(Optional.empty());
    Coverage coverage = page.coverage();
    try {
      test(page);
      while (page.next().isPresent() && done < question.mostTraces()) {
        page = page(page.next());
        coverage = page.coverage();
        test(page);
      }
      if (page.next().isPresent()) {
        reasons.add(
            "the newest %d traces that pass the first step were looked at, and there are more"
                .formatted(done));
      }
    } catch (QueryException e) {
      if (e.kind() != QueryException.Kind.DEADLINE) {
        throw e;
      }
      reasons.add(
          "time ran out; the newest %d traces that pass the first step were looked at"
              .formatted(done));
    }
    return funnel.result(all(coverage));
  }

  private SearchAnswer page(Optional<Cursor> after) throws QueryException {
    var entering =
        new Query(
            new Query.Root.Search(question.steps().getFirst()),
            Optional.empty(),
            OptionalInt.empty(),
            List.of());
    int size = Math.min(PAGE, question.mostTraces() - done);
    return engine.search(tenant, new SearchRequest(entering, question.range(), size, after, 0));
  }

  private void test(SearchAnswer page) throws QueryException {
    List<TraceId> ids = page.traces().stream().map(found -> found.trace().traceId()).toList();
    test(ids);
    Progress.tell("traces", done, page.next().isPresent() ? question.mostTraces() : done);
  }

  /// Traces that do not stand in memory side by side are taken one by one.
  private void test(List<TraceId> ids) throws QueryException {
    List<Pipeline> steps = question.steps();
    try {
      TestedTraces tested = engine.test(tenant, ids, steps);
      tested.traces().forEach(funnel::add);
      reasons.addAll(tested.gaps());
      done += ids.size();
    } catch (QueryException e) {
      if (e.kind() != QueryException.Kind.TOO_LARGE) {
        throw e;
      }
      if (ids.size() == 1) {
        reasons.add("trace %s is too large to be looked at".formatted(ids.getFirst()));
        done++;
      } else {
        int half = ids.size() / 2;
        test(ids.subList(0, half));
        test(ids.subList(half, ids.size()));
      }
    }
  }

  private Coverage all(Coverage found) {
    var all = new ArrayList<>(found.reasons());
    reasons.stream().filter(reason -> !all.contains(reason)).forEach(all::add);
    return new Coverage(
        found.complete() && reasons.isEmpty(),
        found.scannedBlocks(),
        found.totalBlocks(),
        found.scannedSpans(),
        all);
  }
}
