package dev.clew.analyze.errors;

import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorsQuestion;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.Deadline;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Groups failed spans, and looks back for when they failed before. Owned by one thread.
public final class FailedSpans {
  /// How long older failures are read; the groups are known by then.
  private static final Duration LOOKING_BACK = Duration.ofSeconds(5);

  private final QueryEngine engine;
  private final TenantId tenant;
  private final ErrorsQuestion question;
  private final InstantSource clock;
  private final Grouping groups;

  public FailedSpans(
      QueryEngine engine, TenantId tenant, ErrorsQuestion question, InstantSource clock) {
    this.engine = engine;
    this.tenant = tenant;
    this.question = question;
    this.clock = clock;
    groups = new Grouping(question);
  }

  /// The failed spans among those that a query finds.
  ///
  /// @param query a query for traces; empty for all failed spans
  /// @throws BadQuestionException when the query and what is asked of it are no query together
  public static Query among(String query) {
    String failed = FailureReading.FAILED;
    return switch (TraceQl.parse(query.isBlank() ? failed : query + " | " + failed)) {
      case Parsed.Valid(var whole) -> whole;
      case Parsed.Invalid(var error) ->
          throw new BadQuestionException("needs a query of spans, such as {}: " + error);
    };
  }

  /// Groups them.
  ///
  /// @param early hears the groups before it is known which are new and which have come back
  public ErrorGroups group(Query query, Consumer<ErrorGroups> early) throws QueryException {
    var reading = new FailureReading(engine, tenant, query, question.range(), groups::add);
    Coverage coverage = reading.read();
    ErrorGroups known = groups.result(coverage, Optional.empty());
    if (!reading.isWhole() || !reading.isReadable() || known.groups().isEmpty()) {
      return known;
    }
    early.accept(known);
    Optional<Past> past =
        Deadline.within(LOOKING_BACK, clock.instant(), () -> lookBack(query, question.range()));
    return past.isEmpty() ? known : groups.result(coverage, past);
  }

  private Optional<Past> lookBack(Query query, TimeRange range) throws QueryException {
    var reading = new FailureReading(engine, tenant, query, Past.before(range), groups::addEarlier);
    try {
      reading.read();
      return reading.isReadable()
          ? Past.of(engine, tenant, range, reading.reachedNanos())
          : Optional.empty();
    } catch (QueryException e) {
      // The groups are known, whatever is the matter with the time before them.
      if (e.kind() == QueryException.Kind.CANCELLED) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
