package dev.clew.serve.api.tempo;

import dev.clew.model.TimeRange;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeSearch;
import dev.clew.query.traceql.Lenient;
import dev.clew.serve.api.RequestException;
import java.util.Arrays;
import java.util.Optional;

/// A question for names of tags, or for the values of one; empty texts ask nothing.
///
/// @param query what selects the spans, perhaps still being written
/// @param limit how many at most, 0 for all
record TagQuestion(String scopeName, String tag, String query, TimeRange range, long limit) {
  private static final int MOST = 10_000;

  static TagQuestion of(Parameters parameters, String tag) {
    return new TagQuestion(
        parameters.text("scope").orElse(""),
        tag,
        parameters.text("q").orElse(""),
        parameters.range(),
        parameters.whole("limit", Integer.MAX_VALUE).orElse(0));
  }

  /// Whose tags are asked for; nothing for all.
  Optional<Scope> scope() {
    if (scopeName.isEmpty() || scopeName.equals("none")) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Scope.values())
            .filter(scope -> Values.word(scope).equals(scopeName))
            .findFirst()
            .orElseThrow(() ->
                RequestException.bad(
                    "invalid scope: "
                        + scopeName
                        + "; known are none, resource, span, event, link, instrumentation and"
                        + " intrinsic")));
  }

  /// What any span has.
  AttributeSearch everything() {
    int most = limit == 0 ? MOST : (int) Math.min(limit, MOST);
    return AttributeSearch.everything(most).in(range);
  }

  /// What the spans have that the query selects.
  AttributeSearch selected() {
    return query.isEmpty() ? everything() : everything().filtered(Lenient.filter(query));
  }
}
