package dev.clew.serve.api.clew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.query.Cursor;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.util.List;
import java.util.Optional;

/// Reads the body of a TraceQL query.
final class QueryReader {
  private static final int DEFAULT_LIMIT = 20;
  private static final int DEFAULT_SPANS = 3;
  private static final int MAX_SPANS = 100;
  private static final List<String> MEMBERS =
      List.of("query", "startUnixNano", "endUnixNano", "limit", "cursor", "spansPerSet");

  private final Members members;
  private final int maxLimit;

  private QueryReader(Members members, int maxLimit) {
    this.members = members;
    this.maxLimit = maxLimit;
  }

  static SearchRequest read(byte[] body, int maxLimit) {
    JsonNode root = SearchReader.parse(body);
    return new QueryReader(new Members(root, "", MEMBERS), maxLimit).search();
  }

  private SearchRequest search() {
    return new SearchRequest(
        search(members, "query"),
        members.range(),
        (int) members.whole("limit", 1, maxLimit).orElse(DEFAULT_LIMIT),
        cursor(),
        (int) members.whole("spansPerSet", 0, MAX_SPANS).orElse(DEFAULT_SPANS));
  }

  /// A member that is a query for traces.
  static Query search(Members members, String name) {
    String text = members.text(name).orElseThrow(() -> members.fault(name, "a TraceQL query"));
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) when query.root() instanceof Query.Root.Search -> query;
      case Parsed.Valid _ ->
          throw members.fault(name, "a query that ends in spans, not in numbers");
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
