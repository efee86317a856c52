package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.model.TimeRange;
import dev.clew.query.AttributeKeys;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValues;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Lenient;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the parameters of a question for what spans have; an empty one counts as absent.
final class AttributeReader {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 10_000;
  private static final List<String> KNOWN =
      List.of("scope", "prefix", "query", "startUnixNano", "endUnixNano", "limit", "counts");

  private final QueryParams sent;

  AttributeReader(QueryParams sent) {
    this.sent = sent;
    for (String name : sent.names()) {
      if (!KNOWN.contains(name)) {
        throw RequestException.bad(
            "unknown parameter "
                + RequestException.quote(name)
                + "; known are "
                + String.join(", ", KNOWN));
      }
    }
  }

  AttributeKeys keys() {
    Optional<Scope> scope =
        text("scope")
            .map(name ->
                Stream.of(Scope.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                        fault(
                            "scope", "span, resource, event, link, instrumentation or intrinsic")));
    return new AttributeKeys(scope, search());
  }

  AttributeValues values(String reference) {
    if (text("scope").isPresent()) {
      throw fault("scope", "to be left out, since the reference names it");
    }
    return new AttributeValues(reference(reference), search());
  }

  private static Reference reference(String text) {
    return TraceQl.reference(text)
        .orElseThrow(() ->
            RequestException.bad(
                "attributes/"
                    + RequestException.quote(text)
                    + "/values needs an attribute or an intrinsic as a query names it,"
                    + " such as span.http.route or name"));
  }

  private AttributeSearch search() {
    long start = moment("startUnixNano", TimeRange.ALL.startNanos());
    long end = moment("endUnixNano", TimeRange.ALL.endNanos());
    if (end < start) {
      throw fault("endUnixNano", "a moment not before startUnixNano");
    }
    boolean isCounted =
        switch (text("counts").orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw fault("counts", "true or false");
        };
    return new AttributeSearch(
        text("query").map(Lenient::filter),
        new TimeRange(start, end),
        text("prefix").orElse(""),
        (int) whole("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
        isCounted);
  }

  private long moment(String name, long absent) {
    return whole(name, 0, Long.MAX_VALUE, absent);
  }

  private long whole(String name, long min, long max, long absent) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw fault(name, "a whole number from " + min + " to " + max);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(sent.get(name)).filter(text -> !text.isEmpty());
  }

  private RequestException fault(String name, String mustHold) {
    return RequestException.bad(
        name + " needs " + mustHold + ", got " + RequestException.quote(text(name).orElse("none")));
  }
}
