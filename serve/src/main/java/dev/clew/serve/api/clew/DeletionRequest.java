package dev.clew.serve.api.clew;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.Query;
import java.util.List;
import java.util.Optional;

/// What the body of a deletion asks for, by the parameters of a search or in TraceQL.
///
/// @param search finds what is to be deleted; everything but its page counts
/// @param isDryRun true when nothing is to be deleted yet
record DeletionRequest(SearchRequest search, boolean isDryRun) {
  private static final String TRACEQL = "traceql";
  private static final List<String> BY_PARAMETERS = List.of("query", "dryRun");
  private static final List<String> BY_TRACEQL =
      List.of(TRACEQL, "startUnixNano", "endUnixNano", "dryRun");

  static DeletionRequest read(byte[] body) {
    JsonNode root =
        body.length == 0 ? JsonNodeFactory.instance.objectNode() : SearchReader.parse(body);
    boolean isTraceQl = root.has(TRACEQL);
    var members = new Members(root, "", isTraceQl ? BY_TRACEQL : BY_PARAMETERS);
    return new DeletionRequest(
        isTraceQl ? search(members) : SearchReader.readDeletion(members),
        members.truth("dryRun").orElse(true));
  }

  private static SearchRequest search(Members members) {
    Query query = QueryReader.search(members, TRACEQL);
    if (query.limit().isPresent()) {
      throw members.fault(TRACEQL, "a query without a limit, since all that it finds is deleted");
    }
    return new SearchRequest(query, members.range(), 1, Optional.empty(), 0);
  }
}
