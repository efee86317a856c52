package dev.clew.serve.api.tempo;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.query.AttributeKeys;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValues;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Lenient;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The handlers that find traces, and what to find them by.
final class Searches {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int MOST_NAMES = 10_000;

  private final QueryEngine engine;

  Searches(QueryEngine engine) {
    this.engine = engine;
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var asked = SearchReader.read(Parameters.of(request));
    Answering.write(request, reply, SearchMessages.answer(engine.search(TENANT, asked)));
  }

  /// Names without their scopes.
  void tags(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var parameters = Parameters.of(request);
    Optional<Scope> scope = Tags.scope(parameters.text("scope").orElse(""));
    Answering.write(request, reply, Tags.flat(scope, keys(scope, attributes(parameters))));
  }

  /// Names by scope.
  void scopedTags(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var parameters = Parameters.of(request);
    Optional<Scope> scope = Tags.scope(parameters.text("scope").orElse(""));
    AttributeKeysAnswer keys = keys(scope, filtered(parameters));
    Answering.write(request, reply, Tags.scoped(scope, keys));
  }

  private AttributeKeysAnswer keys(Optional<Scope> scope, AttributeSearch search)
      throws QueryException {
    return engine.attributes(TENANT, new AttributeKeys(scope, search));
  }

  /// Values as text.
  void values(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    AttributeSearch search = attributes(Parameters.of(request));
    String tag = tag(request);
    Optional<List<String>> fixed = LegacyTags.fixedValues(tag);
    List<String> values =
        fixed.isPresent() ? fixed.get() : Tags.texts(values(LegacyTags.reference(tag), search));
    Answering.write(request, reply, Tags.flat(values));
  }

  /// Values with their types.
  void typedValues(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    String tag = tag(request);
    Reference reference =
        TraceQl.reference(tag)
            .orElseThrow(() ->
                RequestException.bad(
                    "please provide a valid tagName: "
                        + RequestException.quote(tag)
                        + " is neither an attribute such as .foo or span.foo nor an intrinsic such"
                        + " as name"));
    AttributeSearch search = filtered(Parameters.of(request));
    Optional<List<Value>> fixed = Tags.fixedValues(reference);
    List<Value> values =
        fixed.isPresent()
            ? fixed.get()
            : values(reference, search).values().stream()
                .map(AttributeValuesAnswer.Found::value)
                .toList();
    Answering.write(request, reply, Tags.typed(values));
  }

  private AttributeValuesAnswer values(Reference reference, AttributeSearch search)
      throws QueryException {
    return engine.values(TENANT, new AttributeValues(reference, search));
  }

  private static AttributeSearch filtered(Parameters parameters) {
    AttributeSearch search = attributes(parameters);
    return parameters.text("q").map(Lenient::filter).map(search::filtered).orElse(search);
  }

  private static AttributeSearch attributes(Parameters parameters) {
    long limit = parameters.whole("limit", Integer.MAX_VALUE).orElse(0);
    // 0 asks for all.
    int most = limit == 0 ? MOST_NAMES : (int) Math.min(limit, MOST_NAMES);
    return AttributeSearch.everything(most).in(parameters.range());
  }

  /// A tag, which may be escaped once more than the address asks for.
  private static String tag(ServiceRequestContext request) {
    String once = PathParameter.of(request, "tag");
    try {
      return URLDecoder.decode(once.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return once;
    }
  }
}
