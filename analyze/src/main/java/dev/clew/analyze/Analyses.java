package dev.clew.analyze;

import dev.clew.analyze.errors.FailedSpans;
import dev.clew.analyze.findings.FindingsOfTrace;
import dev.clew.analyze.findings.GatheredTree;
import dev.clew.analyze.funnel.FunnelReading;
import dev.clew.analyze.lift.Lifts;
import dev.clew.analyze.merge.Comparing;
import dev.clew.analyze.merge.ComparingMany;
import dev.clew.analyze.merge.Structuring;
import dev.clew.analyze.red.Maps;
import dev.clew.analyze.red.Moves;
import dev.clew.analyze.red.Overviews;
import dev.clew.analyze.red.Ranks;
import dev.clew.analyze.red.TracedCalls;
import dev.clew.analyze.red.Versions;
import dev.clew.analyze.red.WholeRanges;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.analyze.trace.TextSearch;
import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.Deadline;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.traceql.Query;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Says what is slow or broken, and why, of the spans that an engine answers for. Any thread may
/// ask, and waits; the engine's deadline and bounds hold.
public final class Analyses {
  /// Into how many steps a range is cut, at most but for one or two.
  private static final int MOST_STEPS = 60;

  /// More than a comparison of as many attributes as the engine compares has.
  private static final int MOST_COMPARED_SERIES = 30_000;

  private static final Duration POPULATION = Duration.ofHours(1);

  /// How long traces are read for an answer about many of them; it tells of those read by then.
  private static final Duration READING = Duration.ofSeconds(20);

  /// What a trace may have in memory.
  private static final long MOST_TRACE_BYTES =
      Math.max(4 << 20, Runtime.getRuntime().maxMemory() / 16);

  private final QueryEngine engine;
  private final InstantSource clock;
  private final long mostTraceBytes;

  public Analyses(QueryEngine engine, InstantSource clock) {
    this(engine, clock, MOST_TRACE_BYTES);
  }

  /// @param mostTraceBytes what a trace may have in memory
  Analyses(QueryEngine engine, InstantSource clock, long mostTraceBytes) {
    this.engine = engine;
    this.clock = clock;
    this.mostTraceBytes = mostTraceBytes;
  }

  /// What can be told of a trace; empty for one that is not stored.
  public Optional<TraceFindings> findings(TenantId tenant, TraceId id) throws QueryException {
    return tree(tenant, id).map(FindingsOfTrace::of);
  }

  /// What can be told of the spans of one trace that nobody stored.
  public static TraceFindings findings(SpanBatch trace) {
    return FindingsOfTrace.of(SpanTree.of(trace));
  }

  /// The spans of a trace that hold a text, see [TextSearch].
  public SpanMatches find(TenantId tenant, TraceId id, String text)
      throws QueryException, IOException {
    var search = new TextSearch(text);
    engine.trace(tenant, id, search::look);
    return search.matches();
  }

  /// How long spans of a trace took beside all like them in the hour up to its end; empty for a
  /// trace that is not stored. Spans that it does not have are left out.
  public Optional<Percentiles> percentiles(TenantId tenant, TraceId id, Set<SpanId> spans)
      throws QueryException {
    Optional<SpanTree> found = tree(tenant, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SpanTree tree = found.get();
    CountedRange range = hourUpToTheEnd(tree);
    int[] rows = tree.rows(row -> spans.contains(tree.id(row)));
    Counts<SpanSeries> counts = engine.spanCounts(tenant, range.range(), range.step());
    return Optional.of(Ranks.of(tree, rows, range, counts));
  }

  private static CountedRange hourUpToTheEnd(SpanTree tree) {
    long hour = POPULATION.toNanos();
    long last = tree.sinceEpoch(tree.startNanos(tree.root())) + tree.rootNanos();
    long end = Math.clamp(last, hour, Long.MAX_VALUE - 2 * hour) + 1;
    return CountedRange.of(new TimeRange(end - hour, end), MOST_STEPS);
  }

  /// How all services are doing.
  public ServicesOverview services(TenantId tenant, TimeRange asked) throws QueryException {
    CountedRange range = range(asked);
    return new Overviews(range, spans(tenant, range)).services();
  }

  /// How one service is doing; empty where nothing was counted of it.
  public Optional<ServiceOverview> service(TenantId tenant, String name, TimeRange asked)
      throws QueryException {
    CountedRange range = range(asked);
    return new Overviews(range, spans(tenant, range)).service(name, calls(tenant, range));
  }

  /// How the versions of one service are doing; none where it sent no span.
  public ServiceVersions versions(TenantId tenant, String service, TimeRange asked)
      throws QueryException {
    return new Versions(engine, tenant, service, range(asked)).compare();
  }

  /// Who calls whom.
  public ServiceMap map(TenantId tenant, TimeRange asked, ServiceMap.Cut cut)
      throws QueryException {
    CountedRange range = range(asked);
    Counts<CallSeries> calls =
        WholeRanges.of(range, (part, step) -> engine.calls(tenant, part, step));
    return new Maps(range, wholeSpans(tenant, range), calls).draw(cut);
  }

  /// Who calls whom in the first traces of a search, in its range; nothing is counted before it.
  public ServiceMap map(TenantId tenant, SearchRequest search, ServiceMap.Cut cut)
      throws QueryException {
    CountedRange range = range(search.range());
    var counted = new TracedCalls();
    TraceReading.Taker taker =
        (_, trace) -> {
          counted.add(trace);
          return true;
        };
    Coverage read =
        Deadline.within(
            READING,
            clock.instant(),
            () -> new TraceReading(engine, tenant).read(List.of(search), taker));
    return new Maps(range, counted.spans(range), counted.calls(range)).draw(cut).readAs(read);
  }

  /// What moved between a range and the equal one before it.
  public Changes changes(TenantId tenant, TimeRange asked) throws QueryException {
    CountedRange range = range(asked);
    return Moves.between(range, wholeSpans(tenant, range));
  }

  /// Two traces as one call tree; empty where one of them is not stored. Of one too large to stand
  /// in memory whole no attributes are compared.
  public Optional<TraceComparison> compare(TenantId tenant, TraceId a, TraceId b)
      throws QueryException {
    var one = new GatheredTree(mostTraceBytes);
    var other = new GatheredTree(mostTraceBytes);
    Optional<SpanTree> left = engine.gather(tenant, a, one);
    Optional<SpanTree> right = engine.gather(tenant, b, other);
    boolean areWhole = one.isWhole() && other.isWhole();
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : Optional.of(Comparing.of(left.get(), right.get(), areWhole));
  }

  /// What the spans of a selection have more often than the others of a baseline.
  ///
  /// @param baseline a query for spans, or empty
  /// @param selection a filter
  /// @throws BadQuestionException when they are no query together, or the range is empty
  public SpanComparison compare(
      TenantId tenant, String baseline, String selection, TimeRange range, int mostAttributes)
      throws QueryException {
    var request =
        new SeriesRequest(Lifts.query(baseline, selection), step(range), MOST_COMPARED_SERIES, 0);
    return Lifts.of(engine.series(tenant, request), mostAttributes);
  }

  /// The range as one step, which has its end and not its start.
  private static Steps step(TimeRange range) {
    if (range.startNanos() < 0 || range.endNanos() <= range.startNanos()) {
      throw new BadQuestionException("a range needs a start after 1970 and an end behind it");
    }
    return Steps.instant(new TimeRange(range.startNanos() - 1, range.endNanos() - 1));
  }

  /// The first traces of a search as one call tree.
  public Structure structure(TenantId tenant, SearchRequest search) throws QueryException {
    return Deadline.within(READING, clock.instant(), () -> structureInTime(tenant, search));
  }

  private Structure structureInTime(TenantId tenant, SearchRequest search) throws QueryException {
    var structure = new Structuring();
    Coverage read =
        new TraceReading(engine, tenant).read(List.of(search), (_, trace) -> structure.add(trace));
    return structure.result(read);
  }

  /// The first traces of two searches as one call tree, with what differs.
  public QueryComparison compare(
      TenantId tenant, SearchRequest a, SearchRequest b, int mostAttributes) throws QueryException {
    var comparing = new ComparingMany();
    Coverage read =
        Deadline.within(
            READING,
            clock.instant(),
            () -> new TraceReading(engine, tenant).read(List.of(a, b), comparing::add));
    return comparing.result(read, mostAttributes);
  }

  /// How many traces take one step after the other.
  public Funnel funnel(TenantId tenant, FunnelQuestion question) throws QueryException {
    return Deadline.within(
        READING, clock.instant(), () -> new FunnelReading(engine, tenant, question).read());
  }

  /// Failed spans by what went wrong.
  ///
  /// @param early hears the groups before it is known which are new and which have come back
  /// @throws BadQuestionException when the query is none
  public ErrorGroups errors(TenantId tenant, ErrorsQuestion question, Consumer<ErrorGroups> early)
      throws QueryException {
    Query failed = FailedSpans.among(question.query());
    var spans = new FailedSpans(engine, tenant, question, clock);
    return Deadline.within(READING, clock.instant(), () -> spans.group(failed, early));
  }

  private static CountedRange range(TimeRange asked) {
    return CountedRange.of(asked, MOST_STEPS);
  }

  private Counts<SpanSeries> spans(TenantId tenant, CountedRange range) throws QueryException {
    return engine.spanCounts(tenant, both(range), range.step());
  }

  private Counts<SpanSeries> wholeSpans(TenantId tenant, CountedRange range) throws QueryException {
    return WholeRanges.of(range, (part, step) -> engine.spanCounts(tenant, part, step));
  }

  private Counts<CallSeries> calls(TenantId tenant, CountedRange range) throws QueryException {
    return engine.calls(tenant, both(range), range.step());
  }

  /// The range and the one before it.
  private static TimeRange both(CountedRange range) {
    return new TimeRange(range.previous().startNanos(), range.endNanos());
  }

  private Optional<SpanTree> tree(TenantId tenant, TraceId id) throws QueryException {
    return engine.gather(tenant, id, new GatheredTree(mostTraceBytes));
  }
}
