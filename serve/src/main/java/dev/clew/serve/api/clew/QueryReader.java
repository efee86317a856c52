package dev.clew.serve.api.clew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.query.Cursor;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.TotalsRequest;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the body of a TraceQL query.
final class QueryReader {
  private static final int DEFAULT_LIMIT = 20;
  private static final int DEFAULT_SPANS = 3;
  private static final int MAX_SPANS = 100;
  private static final int MAX_EXEMPLARS = 100;
  private static final List<String> MEMBERS =
      List.of(
          "query",
          "startUnixNano",
          "endUnixNano",
          "limit",
          "cursor",
          "spansPerSet",
          "stepNanos",
          "exemplars");

  private final Members members;
  private final int maxLimit;

  private QueryReader(Members members, int maxLimit) {
    this.members = members;
    this.maxLimit = maxLimit;
  }

  /// What is asked for.
  sealed interface Question {
    record OfTraces(SearchRequest request) implements Question {}

    record OfSeries(SeriesRequest request) implements Question {}

    record OfTotals(TotalsRequest request) implements Question {}
  }

  static Question read(byte[] body, int maxLimit) {
    JsonNode root = SearchReader.parse(body);
    return new QueryReader(new Members(root, "", MEMBERS), maxLimit).question();
  }

  private Question question() {
    Query query = query(members, "query");
    return switch (query.root()) {
      case Query.Root.Search _ -> new Question.OfTraces(search(query));
      case Query.Root.Metrics _ -> new Question.OfSeries(series(query));
      case Query.Root.Totals _ ->
          new Question.OfTotals(new TotalsRequest(query, members.range(), limit(DEFAULT_LIMIT)));
    };
  }

  private SearchRequest search(Query query) {
    return new SearchRequest(
        query,
        members.range(),
        limit(DEFAULT_LIMIT),
        cursor(),
        (int) members.whole("spansPerSet", 0, MAX_SPANS).orElse(DEFAULT_SPANS));
  }

  private SeriesRequest series(Query query) {
    return new SeriesRequest(
        query,
        steps(),
        limit(Math.min(SeriesRequest.USUAL_SERIES, maxLimit)),
        (int) members.whole("exemplars", 0, MAX_EXEMPLARS).orElse(0));
  }

  private Steps steps() {
    for (String needed : List.of("startUnixNano", "endUnixNano")) {
      if (members.moment(needed).isEmpty()) {
        throw members.fault(needed, "a moment, since the query asks for numbers over time");
      }
    }
    OptionalLong step = members.whole("stepNanos", 1, Long.MAX_VALUE);
    try {
      return step.isPresent()
          ? Steps.aligned(members.range(), Duration.ofNanos(step.getAsLong()))
          : Steps.instant(members.range());
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(String.valueOf(e.getMessage()));
    }
  }

  private int limit(int usual) {
    return (int) members.whole("limit", 1, maxLimit).orElse(usual);
  }

  /// A member that is a query for traces.
  static Query search(Members members, String name) {
    Query query = query(members, name);
    if (!(query.root() instanceof Query.Root.Search)) {
      throw members.fault(name, "a query that ends in spans, not in numbers");
    }
    return query;
  }

  private static Query query(Members members, String name) {
    String text = members.text(name).orElseThrow(() -> members.fault(name, "a TraceQL query"));
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw RequestException.bad(name + ", " + error);
    };
  }

  private Optional<Cursor> cursor() {
    try {
      return members.text("cursor").map(Cursor::parse);
    } catch (IllegalArgumentException _) {
      throw members.fault("cursor", "the nextCursor of an earlier answer");
    }
  }
}
