package dev.clew.serve.api.tempo;

import dev.clew.model.StatusCode;
import dev.clew.query.Filters;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Place;
import dev.clew.serve.api.RequestException;
import dev.clew.serve.api.TextLiterals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tags of the time before TraceQL: attributes of any scope, their values as text, and some names
/// for what is no attribute.
final class LegacyTags {
  private LegacyTags() {}

  /// The spans that have a tag with this value.
  static FieldExpr filter(String key, String value) {
    if (key.isEmpty()) {
      throw RequestException.bad("invalid tags: a tag needs a name");
    }
    var filters = new ArrayList<FieldExpr>();
    intrinsic(key, value).ifPresent(filters::add);
    TextLiterals.of(value).forEach(literal -> filters.add(Filters.anywhere(key, literal)));
    return Filters.any(filters);
  }

  private static Optional<FieldExpr> intrinsic(String key, String value) {
    return switch (key) {
      case "name" -> Optional.of(Filters.name(value));
      case "root.name" -> Optional.of(Filters.rootName(value));
      case "root.service.name" -> Optional.of(Filters.rootService(value));
      case "status.code" ->
          Arrays.stream(StatusCode.values())
              .filter(status -> Values.word(status).equals(value))
              .findFirst()
              .map(Filters::status);
      case "error" ->
          Optional.of(value).filter("true"::equals).map(_ -> Filters.status(StatusCode.ERROR));
      default -> Optional.empty();
    };
  }

  /// What such a name stands for, where its values are asked for.
  static Reference reference(String tag) {
    return switch (tag) {
      case "name" -> new FieldExpr.Of(Intrinsic.NAME, new Place(0));
      case "root.name" -> new FieldExpr.Of(Intrinsic.ROOT_NAME, new Place(0));
      case "root.service.name" -> new FieldExpr.Of(Intrinsic.ROOT_SERVICE, new Place(0));
      default -> new FieldExpr.Attribute(FieldExpr.Scope.ANY, tag, new Place(0));
    };
  }

  /// The values of a tag that are the same whatever is stored.
  static Optional<List<String>> fixedValues(String tag) {
    return switch (tag) {
      case "status.code" -> Optional.of(List.of("unset", "ok", "error"));
      case "error" -> Optional.of(List.of("true"));
      default -> Optional.empty();
    };
  }
}
