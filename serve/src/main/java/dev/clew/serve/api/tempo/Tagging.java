package dev.clew.serve.api.tempo;

import dev.clew.model.TenantId;
import dev.clew.query.AttributeKeys;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValues;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.util.List;
import java.util.Optional;

/// Finds what there is to ask for: names of tags, and their values.
final class Tagging {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;

  Tagging(QueryEngine engine) {
    this.engine = engine;
  }

  /// Names without their scopes.
  Message tags(TagQuestion asked) throws QueryException {
    Optional<Scope> scope = asked.scope();
    var keys = new AttributeKeys(scope, asked.everything());
    return Tags.flat(scope, engine.attributes(TENANT, keys));
  }

  /// Names by scope.
  Message scopedTags(TagQuestion asked) throws QueryException {
    Optional<Scope> scope = asked.scope();
    var keys = new AttributeKeys(scope, asked.selected());
    return Tags.scoped(scope, engine.attributes(TENANT, keys));
  }

  /// Values as text.
  Message values(TagQuestion asked) throws QueryException {
    if (asked.tag().isEmpty()) {
      throw RequestException.bad("please provide a valid tagName: it is empty");
    }
    Optional<List<String>> fixed = LegacyTags.fixedValues(asked.tag());
    return Tags.flat(
        fixed.isPresent()
            ? fixed.get()
            : Tags.texts(values(LegacyTags.reference(asked.tag()), asked.everything())));
  }

  /// Values with their types.
  Message typedValues(TagQuestion asked) throws QueryException {
    Reference reference = TraceQl.reference(asked.tag()).orElseThrow(() -> noTag(asked.tag()));
    Optional<List<Value>> fixed = Tags.fixedValues(reference);
    return Tags.typed(
        fixed.isPresent()
            ? fixed.get()
            : values(reference, asked.selected()).values().stream()
                .map(AttributeValuesAnswer.Found::value)
                .toList());
  }

  private AttributeValuesAnswer values(Reference reference, AttributeSearch search)
      throws QueryException {
    return engine.values(TENANT, new AttributeValues(reference, search));
  }

  private static RequestException noTag(String tag) {
    return RequestException.bad(
        "please provide a valid tagName: "
            + RequestException.quote(tag)
            + " is neither an attribute such as .foo or span.foo nor an intrinsic such as name");
  }
}
