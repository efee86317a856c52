package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.clew.model.StatusCode;
import dev.clew.query.Cursor;
import dev.clew.query.Filters;
import dev.clew.query.Literal;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Query;
import dev.clew.serve.api.RequestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads searches by parameters: the body of one, and the query of a deletion.
final class SearchReader {
  private static final int MAX_DEPTH = 8;
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_ATTRIBUTES = 100;
  private static final Query.Order LONGEST_FIRST = new Query.Order(Query.Order.Key.DURATION, true);

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final List<String> QUERY =
      List.of(
          "service",
          "name",
          "attributes",
          "hasError",
          "minDurationNanos",
          "maxDurationNanos",
          "startUnixNano",
          "endUnixNano");

  private static final List<String> SEARCH =
      Stream.concat(QUERY.stream(), Stream.of("orderBy", "limit", "cursor")).toList();

  private static final List<String> ATTRIBUTE = List.of("key", "value", "scope");

  private final Members members;
  private final int maxLimit;

  private SearchReader(Members members, int maxLimit) {
    this.members = members;
    this.maxLimit = maxLimit;
  }

  /// Reads a body; an empty one searches for everything.
  static SearchRequest read(byte[] body, int maxLimit) {
    JsonNode root = body.length == 0 ? JSON.createObjectNode() : parse(body);
    return new SearchReader(new Members(root, "", SEARCH), maxLimit).search();
  }

  /// Reads the query of a deletion, which must say something: nothing deletes everything by being
  /// left out.
  static SearchRequest readDeletion(Members deletion) {
    JsonNode query = deletion.node("query");
    if (query.isEmpty()) {
      throw deletion.fault("query", "an object with at least one of " + String.join(", ", QUERY));
    }
    return new SearchReader(new Members(query, "query", QUERY), DEFAULT_LIMIT).search();
  }

  static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw RequestException.bad("the body needs one JSON object; it breaks" + where);
    } catch (IOException _) {
      throw RequestException.bad("the body needs one JSON object in UTF-8");
    }
  }

  private SearchRequest search() {
    return new SearchRequest(
        query(),
        members.range(),
        (int) members.whole("limit", 1, maxLimit).orElse(DEFAULT_LIMIT),
        members.text("cursor").map(this::cursor),
        0);
  }

  private Cursor cursor(String text) {
    try {
      return Cursor.parse(text);
    } catch (IllegalArgumentException _) {
      throw members.fault("cursor", "the nextCursor of an earlier answer");
    }
  }

  private Query query() {
    Query query = Filters.search(filters());
    return switch (members.text("orderBy").orElse("start")) {
      case "start" -> query;
      case "duration" -> Filters.ordered(query, LONGEST_FIRST);
      default -> throw members.fault("orderBy", "start or duration");
    };
  }

  private List<FieldExpr> filters() {
    var filters = new ArrayList<FieldExpr>();
    members.text("service").map(Filters::service).ifPresent(filters::add);
    members.text("name").map(Filters::name).ifPresent(filters::add);
    members.truth("hasError").map(SearchReader::error).ifPresent(filters::add);
    addDurations(filters);
    addAttributes(filters);
    return filters;
  }

  private static FieldExpr error(boolean wanted) {
    return wanted ? Filters.status(StatusCode.ERROR) : Filters.otherStatus(StatusCode.ERROR);
  }

  private void addDurations(List<FieldExpr> filters) {
    var min = members.whole("minDurationNanos", 0, Long.MAX_VALUE);
    var max = members.whole("maxDurationNanos", 0, Long.MAX_VALUE);
    if (min.orElse(0) > max.orElse(Long.MAX_VALUE)) {
      throw members.fault("maxDurationNanos", "minDurationNanos or more");
    }
    min.ifPresent(nanos -> filters.add(Filters.shortest(Duration.ofNanos(nanos))));
    max.ifPresent(nanos -> filters.add(Filters.longest(Duration.ofNanos(nanos))));
  }

  private void addAttributes(List<FieldExpr> filters) {
    JsonNode attributes = members.node("attributes");
    if (!attributes.isMissingNode() && !attributes.isArray()) {
      throw members.fault("attributes", "an array");
    }
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw members.fault("attributes", "at most " + MAX_ATTRIBUTES + " entries");
    }
    int at = 0;
    for (JsonNode attribute : attributes) {
      filters.add(attribute(new Members(attribute, "attributes[" + at++ + "]", ATTRIBUTE)));
    }
  }

  private static FieldExpr attribute(Members attribute) {
    String key =
        attribute
            .text("key")
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> attribute.fault("key", "a text of one character or more"));
    Optional<String> scope = attribute.text("scope");
    Literal value = value(attribute);
    return scope.isEmpty()
        ? Filters.anywhere(key, value)
        : switch (scope.get()) {
          case "span" -> Filters.attribute(Scope.SPAN, key, value);
          case "resource" -> Filters.attribute(Scope.RESOURCE, key, value);
          case "event" -> Filters.attribute(Scope.EVENT, key, value);
          default -> throw attribute.fault("scope", "span, resource or event");
        };
  }

  private static Literal value(Members attribute) {
    JsonNode node = attribute.node("value");
    if (node.isTextual()) {
      return new Literal.Text(attribute.text("value").orElseThrow());
    } else if (node.isBoolean()) {
      return new Literal.Bool(node.booleanValue());
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Literal.Int(node.longValue());
    } else if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return new Literal.Real(node.doubleValue());
    }
    throw attribute.fault("value", "a text, true, false or a finite number");
  }
}
