package dev.clew.bench.scan;

import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Place;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.List;
import java.util.stream.Stream;

/// What is asked of everything that is stored.
public enum Asked {
  SERVICE_AND_ERROR(Kind.QUERY, "{ resource.service.name = \"checkout\" && status = error }"),
  RARE_ATTRIBUTE(Kind.QUERY, "{ span.url.path = \"/api/none/1\" }"),
  REQUEST_ID(Kind.QUERY, "{ span.http.request.header.x-request-id = \"none\" }"),
  LIKE_REQUEST_ID(
      Kind.QUERY,
      "{ span.http.request.header.x-request-id = \"0b9fe1c4-3f07-4cd1-9d5a-3e5a12c0ffee\" }"),
  REGEX(Kind.QUERY, "{ span.url.path =~ \"/api/[a-f]+/.*77\" }"),
  REGEX_NONE(Kind.QUERY, "{ span.http.request.header.x-request-id =~ \"none.*\" }"),
  REGEX_WITHIN(Kind.QUERY, "{ span.http.request.header.x-request-id =~ \".*none.*\" }"),
  SLOWEST(Kind.QUERY, "{ } order by duration desc"),
  SLOWEST_ERRORS(Kind.QUERY, "{ status = error } order by duration desc"),
  DESCENDANT(Kind.QUERY, "{ kind = server } >> { status = error }"),
  DESCENDANT_NONE(
      Kind.QUERY, "{ status = error } >> { duration > 1h || kind = server && status = ok }"),
  COUNT(Kind.QUERY, "{ status = error } | count() > 50"),
  RATE(Kind.QUERY, "{ } | rate() by (resource.service.name)"),
  RATE_COUNTED(Kind.BY_TEN_SECONDS, "{ } | rate() by (resource.service.name)"),
  QUANTILE(Kind.QUERY, "{ } | quantile_over_time(duration, .99)"),
  QUANTILE_COUNTED(Kind.BY_TEN_SECONDS, "{ } | quantile_over_time(duration, .99)"),
  RATE_OF_ERRORS(Kind.QUERY, "{ status = error } | rate() by (name)"),
  RATE_OF_ERRORS_COUNTED(Kind.BY_TEN_SECONDS, "{ status = error } | rate() by (name)"),
  RATE_WITH_EXAMPLES(Kind.WITH_EXAMPLES, "{ } | rate() by (resource.service.name)"),
  QUANTILE_WITH_EXAMPLES(Kind.WITH_EXAMPLES, "{ } | quantile_over_time(duration, .99)"),
  PATHS(Kind.VALUES, "span.url.path", "/api/"),
  REQUEST_IDS(Kind.VALUES, "span.http.request.header.x-request-id", "00");

  /// How it is asked.
  enum Kind {
    /// A query; of one over time, in steps that no block has counted.
    QUERY,
    /// A query over time in steps of whole tens of seconds.
    BY_TEN_SECONDS,
    /// The same, with a hundred spans that stand for the others.
    WITH_EXAMPLES,
    /// The values of an attribute that start with a prefix.
    VALUES
  }

  private final Kind kind;
  private final String text;
  private final String prefix;

  Asked(Kind kind, String text) {
    this(kind, text, "");
  }

  Asked(Kind kind, String text, String prefix) {
    this.kind = kind;
    this.text = text;
    this.prefix = prefix;
  }

  /// Those whose title contains a text.
  public static List<Asked> containing(String part) {
    return Stream.of(values()).filter(each -> each.title().contains(part)).toList();
  }

  public String title() {
    return switch (kind) {
      case QUERY -> text;
      case BY_TEN_SECONDS -> text + ", by 10 s";
      case WITH_EXAMPLES -> text + ", by 10 s, with exemplars";
      case VALUES -> "values of " + text + " from " + prefix;
    };
  }

  Kind kind() {
    return kind;
  }

  String prefix() {
    return prefix;
  }

  Query query() {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw new IllegalStateException(error.toString());
    };
  }

  Reference attribute() {
    return new FieldExpr.Attribute(
        FieldExpr.Scope.SPAN, text.substring("span.".length()), new Place(0));
  }
}
