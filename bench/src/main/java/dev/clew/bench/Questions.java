package dev.clew.bench;

import dev.clew.bench.ask.Question;
import dev.clew.model.TraceId;

/// What is asked of Clew's native API and of its peers.
final class Questions {
  private static final String THREE =
      """
      "service":"checkout","minDurationNanos":1000001,\
      "attributes":[{"key":"http.response.status_code","value":500,"scope":"span"}%s]\
      """;

  /// No span has a status of HTTP and a database, but all values stand in every block.
  private static final String IMPOSSIBLE =
      """
      ,{"key":"db.system.name","value":"postgresql","scope":"span"}\
      """;

  private Questions() {}

  static Question trace(TraceId trace) {
    return Question.of("/api/clew/v1/traces/" + trace);
  }

  static Question zipkinTrace(TraceId trace) {
    return Question.of("/api/v2/trace/" + trace);
  }

  static Question columns(TraceId trace) {
    return Question.of("/api/clew/v1/traces/" + trace + "/columns");
  }

  /// Of those that satisfy three predicates, the newest twenty traces.
  static Question newest() {
    return search(THREE.formatted("") + ",\"limit\":20");
  }

  /// Of those, as many as an answer may hold.
  static Question many() {
    return search(THREE.formatted("") + ",\"limit\":1500");
  }

  /// The same with one predicate more, which no span satisfies.
  static Question none() {
    return search(THREE.formatted(IMPOSSIBLE));
  }

  private static Question search(String members) {
    return new Question("/api/clew/v1/search", "{" + members + "}");
  }
}
