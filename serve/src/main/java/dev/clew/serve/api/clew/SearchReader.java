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
import dev.clew.model.TimeRange;
import dev.clew.query.Condition;
import dev.clew.query.Condition.Operator;
import dev.clew.query.Cursor;
import dev.clew.query.Field;
import dev.clew.query.Literal;
import dev.clew.query.TraceSearch;
import dev.clew.query.TraceSearch.Order;
import dev.clew.serve.api.RequestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the body of a search, and of a deletion of what a search would find.
final class SearchReader {
  private static final int MAX_DEPTH = 8;
  private static final int DEFAULT_LIMIT = 20;

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
  static TraceSearch read(byte[] body, int maxLimit) {
    JsonNode root = body.length == 0 ? JSON.createObjectNode() : parse(body);
    return new SearchReader(new Members(root, "", SEARCH), maxLimit).search();
  }

  /// What is to be deleted.
  ///
  /// @param search everything but its page counts
  /// @param isDryRun true when nothing is to be deleted yet
  record DeletionQuery(TraceSearch search, boolean isDryRun) {}

  /// Reads the body of a deletion, whose query must say something: nothing deletes everything by
  /// being left out.
  static DeletionQuery readDeletion(byte[] body) {
    JsonNode root = body.length == 0 ? JSON.createObjectNode() : parse(body);
    var members = new Members(root, "", List.of("query", "dryRun"));
    JsonNode query = members.node("query");
    if (query.isMissingNode() || query.isEmpty()) {
      throw members.fault("query", "an object with at least one of " + String.join(", ", QUERY));
    }
    return new DeletionQuery(
        new SearchReader(new Members(query, "query", QUERY), DEFAULT_LIMIT).search(),
        members.truth("dryRun").orElse(true));
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

  private TraceSearch search() {
    return new TraceSearch(
        condition(),
        range(),
        order(),
        (int) members.whole("limit", 1, maxLimit).orElse(DEFAULT_LIMIT),
        members.text("cursor").map(this::cursor));
  }

  private Cursor cursor(String text) {
    try {
      return Cursor.parse(text);
    } catch (IllegalArgumentException _) {
      throw members.fault("cursor", "the nextCursor of an earlier answer");
    }
  }

  private Order order() {
    return switch (members.text("orderBy").orElse("start")) {
      case "start" -> Order.START;
      case "duration" -> Order.DURATION;
      default -> throw members.fault("orderBy", "start or duration");
    };
  }

  private TimeRange range() {
    long start = members.moment("startUnixNano").orElse(TimeRange.ALL.startNanos());
    long end = members.moment("endUnixNano").orElse(TimeRange.ALL.endNanos());
    if (end < start) {
      throw members.fault("endUnixNano", "a moment not before startUnixNano");
    }
    return new TimeRange(start, end);
  }

  private Condition condition() {
    var terms = new ArrayList<Condition>();
    members
        .text("service")
        .map(name -> equal(new Field.Attribute(Field.Scope.RESOURCE, "service.name"), text(name)))
        .ifPresent(terms::add);
    members.text("name").map(name -> equal(Field.Intrinsic.NAME, text(name))).ifPresent(terms::add);
    members.truth("hasError").map(SearchReader::error).ifPresent(terms::add);
    addDurations(terms);
    addAttributes(terms);
    return Condition.all(terms);
  }

  private static Condition error(boolean wanted) {
    Condition error = equal(Field.Intrinsic.STATUS, new Literal.Status(StatusCode.ERROR));
    return wanted ? error : new Condition.Not(error);
  }

  private void addDurations(List<Condition> terms) {
    var min = members.whole("minDurationNanos", 0, Long.MAX_VALUE);
    var max = members.whole("maxDurationNanos", 0, Long.MAX_VALUE);
    if (min.orElse(0) > max.orElse(Long.MAX_VALUE)) {
      throw members.fault("maxDurationNanos", "minDurationNanos or more");
    }
    min.ifPresent(nanos -> terms.add(duration(Operator.GREATER_OR_EQUAL, nanos)));
    max.ifPresent(nanos -> terms.add(duration(Operator.LESS_OR_EQUAL, nanos)));
  }

  private static Condition duration(Operator operator, long nanos) {
    return new Condition.Compare(
        Field.Intrinsic.DURATION, operator, new Literal.Span(Duration.ofNanos(nanos)));
  }

  private void addAttributes(List<Condition> terms) {
    JsonNode attributes = members.node("attributes");
    if (!attributes.isMissingNode() && !attributes.isArray()) {
      throw members.fault("attributes", "an array");
    }
    int at = 0;
    for (JsonNode attribute : attributes) {
      terms.add(attribute(new Members(attribute, "attributes[" + at++ + "]", ATTRIBUTE)));
    }
  }

  private static Condition attribute(Members attribute) {
    String key =
        attribute
            .text("key")
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> attribute.fault("key", "a text of one character or more"));
    return equal(new Field.Attribute(scope(attribute), key), value(attribute));
  }

  private static Field.Scope scope(Members attribute) {
    Optional<String> scope = attribute.text("scope");
    return scope.isEmpty()
        ? Field.Scope.ANY
        : switch (scope.get()) {
          case "span" -> Field.Scope.SPAN;
          case "resource" -> Field.Scope.RESOURCE;
          case "event" -> Field.Scope.EVENT;
          default -> throw attribute.fault("scope", "span, resource or event");
        };
  }

  private static Literal value(Members attribute) {
    JsonNode node = attribute.node("value");
    if (node.isTextual()) {
      return text(attribute.text("value").orElseThrow());
    } else if (node.isBoolean()) {
      return new Literal.Bool(node.booleanValue());
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Literal.Int(node.longValue());
    } else if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return new Literal.Real(node.doubleValue());
    }
    throw attribute.fault("value", "a text, true, false or a finite number");
  }

  private static Literal text(String text) {
    return new Literal.Text(text);
  }

  private static Condition equal(Field field, Literal operand) {
    return new Condition.Compare(field, Operator.EQUAL, operand);
  }
}
