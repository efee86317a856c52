package dev.clew.serve.api.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.Filters;
import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.serve.api.TextLiterals;
import dev.clew.wire.zipkin.ToldSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What Zipkin's questions ask of a span: of one that came from Zipkin, and of one that is only
/// told in Zipkin's words.
final class ZipkinFilters {
  private static final String FORMAT = "zipkin.format";
  private static final String PEER_SERVICE = "peer.service";

  /// No tag of a resource's: it names the local service.
  private static final String SERVICE = "service.name";

  private ZipkinFilters() {}

  /// Zipkin has names in lower case; those of others stay as they are.
  static FieldExpr service(String name) {
    return Filters.any(spellings(name).stream().map(Filters::service).toList());
  }

  static FieldExpr name(String name) {
    return Filters.any(spellings(name).stream().map(Filters::name).toList());
  }

  private static List<String> spellings(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals(name) ? List.of(name) : List.of(lower, name);
  }

  /// Of several attributes that name the other side Zipkin is told the best; here each counts.
  static FieldExpr remoteService(String name) {
    return Filters.any(
        spellings(name).stream()
            .flatMap(spelling -> ToldSpan.PEER_NAMES.stream().map(key -> peer(key, spelling)))
            .toList());
  }

  private static FieldExpr peer(String key, String name) {
    FieldExpr isNamed = Filters.attribute(Scope.SPAN, key, new Literal.Text(name));
    return Filters.all(List.of(isNamed, namesPeer(key)));
  }

  /// That this attribute, if it is there, names the other side.
  static FieldExpr namesPeer(String key) {
    if (key.equals(ToldSpan.OWN_PEER_NAME)) {
      return isOwn();
    }
    FieldExpr isForeignCall = Filters.all(List.of(isForeign(), calls()));
    FieldExpr isOwnPeer =
        Filters.all(List.of(isOwn(), Filters.lacks(Scope.SPAN, ToldSpan.OWN_PEER_NAME)));
    return key.equals(PEER_SERVICE)
        ? Filters.any(List.of(isOwnPeer, isForeignCall))
        : isForeignCall;
  }

  private static FieldExpr calls() {
    return Filters.any(List.of(Filters.kind(SpanKind.CLIENT), Filters.kind(SpanKind.PRODUCER)));
  }

  private static FieldExpr isOwn() {
    return Filters.has(Scope.INSTRUMENTATION, FORMAT);
  }

  private static FieldExpr isForeign() {
    return Filters.lacks(Scope.INSTRUMENTATION, FORMAT);
  }

  /// The span knows when it started.
  static FieldExpr hasStart() {
    return Filters.lacks(Scope.SPAN, "otel.zipkin.absentField.startTime");
  }

  /// A term of an annotation query: `key=value` is a tag, a word alone an annotation or a tag's
  /// key. To Zipkin an empty value is none.
  static FieldExpr annotation(String term) {
    int sign = term.indexOf('=');
    String key = sign < 0 ? term : term.substring(0, sign).strip();
    String value = sign < 0 ? "" : term.substring(sign + 1).strip();
    if (key.isEmpty()) {
      return Filters.none();
    }
    return value.isEmpty() ? word(key) : tag(key, value);
  }

  private static FieldExpr word(String word) {
    var filters = new ArrayList<FieldExpr>();
    filters.add(Filters.eventName(word));
    filters.add(Filters.attribute(Scope.EVENT, "zipkin.annotation", new Literal.Text(word)));
    filters.add(asTag(word, Filters.has(Scope.SPAN, word)));
    if (!word.equals(SERVICE)) {
      filters.add(Filters.has(Scope.RESOURCE, word));
    }
    filters.addAll(told(word));
    return Filters.any(filters);
  }

  /// Of a span that came from Zipkin some attributes are its endpoints.
  private static FieldExpr asTag(String key, FieldExpr filter) {
    if (!ToldSpan.ENDPOINT_FIELDS.contains(key)) {
      return filter;
    }
    FieldExpr isTag = Filters.any(List.of(isForeign(), Filters.has(Scope.SPAN, "zipkin." + key)));
    return Filters.all(List.of(filter, isTag));
  }

  /// Tags of any value of which nothing is an attribute.
  private static List<FieldExpr> told(String key) {
    return switch (key) {
      case "error" -> List.of(hasError());
      case "span.kind" -> List.of(Filters.kind(SpanKind.INTERNAL));
      case "otel.status_code" ->
          Stream.of("OK", "ERROR").flatMap(each -> status(each).stream()).toList();
      default -> List.of();
    };
  }

  /// An error that Zipkin was told without a status of its own, or that others tell as a status.
  private static FieldExpr hasError() {
    return Filters.all(
        List.of(Filters.status(StatusCode.ERROR), Filters.lacks(Scope.SPAN, "otel.status_code")));
  }

  private static FieldExpr tag(String key, String value) {
    var filters = new ArrayList<FieldExpr>();
    for (Literal literal : TextLiterals.of(value)) {
      filters.add(asTag(key, Filters.attribute(Scope.SPAN, key, literal)));
      if (!key.equals(SERVICE)) {
        filters.add(Filters.attribute(Scope.RESOURCE, key, literal));
      }
    }
    filters.addAll(told(key, value));
    return Filters.any(filters);
  }

  /// Tags of which nothing is an attribute.
  private static List<FieldExpr> told(String key, String value) {
    return switch (key) {
      case "error" -> error(value);
      case "span.kind" -> only(value.equals("internal"), Filters.kind(SpanKind.INTERNAL));
      case "otel.status_code" -> status(value);
      case "otel.scope.name" -> only(!value.isEmpty(), Filters.scopeName(value));
      case "otel.scope.version" -> only(!value.isEmpty(), Filters.scopeVersion(value));
      default -> List.of();
    };
  }

  private static List<FieldExpr> only(boolean holds, FieldExpr filter) {
    return holds ? List.of(filter) : List.of();
  }

  private static List<FieldExpr> error(String value) {
    var filters = new ArrayList<FieldExpr>();
    if (value.equals("true")) {
      filters.add(Filters.all(List.of(isOwn(), hasError(), Filters.lacks(Scope.SPAN, "error"))));
    }
    filters.add(Filters.all(List.of(isForeign(), hasError(), Filters.statusMessage(value))));
    return filters;
  }

  private static List<FieldExpr> status(String value) {
    return switch (value) {
      case "OK" -> List.of(Filters.all(List.of(isForeign(), Filters.status(StatusCode.OK))));
      case "ERROR" -> List.of(Filters.all(List.of(isForeign(), Filters.status(StatusCode.ERROR))));
      default -> List.of();
    };
  }
}
