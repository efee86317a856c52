package dev.clew.serve.api.tempo;

import dev.clew.model.TimeRange;
import dev.clew.query.Filters;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.GoDuration;
import dev.clew.serve.api.RequestException;
import dev.clew.serve.api.tempo.Parameters.Seconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the parameters of a search: a TraceQL query, or tags with their values as text.
final class SearchReader {
  private static final int USUAL_LIMIT = 20;
  private static final int MOST_TRACES = 262_144;
  private static final int USUAL_SPANS = 3;
  private static final int MOST_SPANS = 100;
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Set<String> KNOWN =
      Set.of("q", "tags", "minDuration", "maxDuration", "limit", "start", "end", "spss");

  private final Parameters parameters;

  private SearchReader(Parameters parameters) {
    this.parameters = parameters;
  }

  static SearchRequest read(Parameters parameters) {
    return new SearchReader(parameters).request();
  }

  private SearchRequest request() {
    return new SearchRequest(
        query(),
        range(parameters.seconds()),
        limit(parameters.whole("limit", Integer.MAX_VALUE)),
        Optional.empty(),
        spans(parameters.whole("spss", Integer.MAX_VALUE)));
  }

  /// Nothing searches all that is stored.
  static TimeRange range(Optional<Seconds> given) {
    if (given.isPresent() && given.get().length().compareTo(LONGEST) > 0) {
      throw RequestException.bad(
          "range specified by start and end exceeds "
              + GoDuration.format(LONGEST.toNanos())
              + ". received"
              + given.get());
    }
    return given.map(Seconds::range).orElse(TimeRange.ALL);
  }

  static int limit(OptionalLong asked) {
    long limit = asked.orElse(USUAL_LIMIT);
    if (limit == 0) {
      throw RequestException.bad("invalid limit: must be a positive number");
    }
    if (limit > MOST_TRACES) {
      throw RequestException.bad("limit " + limit + " exceeds max limit " + MOST_TRACES);
    }
    return (int) limit;
  }

  /// How many spans of a spanset are told; 0 asks for all.
  static int spans(OptionalLong asked) {
    long spans = asked.orElse(USUAL_SPANS);
    if (spans > MOST_SPANS) {
      throw RequestException.bad(
          "spans per span set exceeds " + MOST_SPANS + ". received " + spans);
    }
    return spans == 0 ? Integer.MAX_VALUE : (int) spans;
  }

  private Query query() {
    Optional<String> query = parameters.text("q");
    Map<String, String> tags = tags();
    checkEither(query.isPresent(), tags);
    Duration min = parameters.duration("minDuration").orElse(Duration.ZERO);
    Duration max = parameters.duration("maxDuration").orElse(Duration.ZERO);
    return query.isPresent() ? parse(query.get()) : byTags(tags, min, max);
  }

  static void checkEither(boolean hasQuery, Map<String, String> tags) {
    if (hasQuery && !tags.isEmpty()) {
      throw RequestException.bad("invalid request: can't specify tags and q in the same query");
    }
  }

  private Map<String, String> tags() {
    Map<String, String> tags = parameters.read("tags", Logfmt::parse).orElse(Map.of());
    boolean isOldest =
        List.of("q", "tags", "start", "end").stream()
            .allMatch(name -> parameters.text(name).isEmpty());
    return isOldest ? unknown() : tags;
  }

  /// Before there was a parameter for tags, every parameter that is none was a tag.
  private Map<String, String> unknown() {
    var tags = new LinkedHashMap<String, String>();
    for (String name : parameters.sent().names()) {
      if (!KNOWN.contains(name)) {
        parameters.text(name).ifPresent(value -> tags.put(name, value));
      }
    }
    return tags;
  }

  /// A query for traces.
  static Query parse(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) when query.root() instanceof Query.Root.Search -> query;
      case Parsed.Valid _ ->
          throw RequestException.bad(
              "invalid TraceQL query: a search needs one that ends in spans, not in numbers");
      case Parsed.Invalid(var error) ->
          throw RequestException.bad("invalid TraceQL query: parse error at " + error);
    };
  }

  /// Traces of a duration with a span that has all of the tags.
  static Query byTags(Map<String, String> tags, Duration min, Duration max) {
    if (max.isPositive() && max.compareTo(min) < 0) {
      throw RequestException.bad(
          "invalid maxDuration: needs minDuration or more, got "
              + GoDuration.format(max.toNanos())
              + " and "
              + GoDuration.format(min.toNanos()));
    }
    var filters = new ArrayList<FieldExpr>();
    tags.forEach((key, value) -> filters.add(LegacyTags.filter(key, value)));
    if (min.isPositive()) {
      filters.add(Filters.shortestTrace(min));
    }
    if (max.isPositive()) {
      filters.add(Filters.longestTrace(max));
    }
    return Filters.search(filters);
  }
}
