package dev.clew.serve.api.jaeger;

import dev.clew.model.StatusCode;
import dev.clew.query.Filters;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.serve.api.TextLiterals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a Jaeger tag, always text, asks of a span: the text itself, or a typed value that Jaeger
/// shows as this text, on the span, its resource, scope, events or links; and the tags that Jaeger
/// makes of what OpenTelemetry does not keep as attributes.
final class TagFilters {
  private TagFilters() {}

  static FieldExpr of(String key, String value) {
    var filters = new ArrayList<FieldExpr>();
    intrinsic(key, value).ifPresent(filters::add);
    filters.addAll(attribute(key, value));
    return Filters.any(filters);
  }

  private static Optional<FieldExpr> intrinsic(String key, String value) {
    return switch (key) {
      case "error" -> error(value);
      case "span.kind" -> Kinds.of(value).map(Filters::kind);
      case "otel.status_code" -> status(value);
      // Shown where there is one.
      case "otel.status_description" ->
          Optional.of(value).filter(text -> !text.isEmpty()).map(Filters::statusMessage);
      case "event" -> Optional.of(Filters.eventName(value));
      default -> Optional.empty();
    };
  }

  private static Optional<FieldExpr> error(String value) {
    return switch (value) {
      case "true" -> Optional.of(Filters.status(StatusCode.ERROR));
      case "false" -> Optional.of(Filters.otherStatus(StatusCode.ERROR));
      default -> Optional.empty();
    };
  }

  private static Optional<FieldExpr> status(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "OK" -> Optional.of(Filters.status(StatusCode.OK));
      case "ERROR" -> Optional.of(Filters.status(StatusCode.ERROR));
      default -> Optional.empty();
    };
  }

  /// A key without characters can not be asked for.
  private static List<FieldExpr> attribute(String key, String value) {
    return key.isEmpty()
        ? List.of(Filters.none())
        : TextLiterals.of(value).stream().map(literal -> Filters.anywhere(key, literal)).toList();
  }
}
