package dev.clew.serve.api.zipkin;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValues;
import dev.clew.query.AttributeValuesAnswer.Found;
import dev.clew.query.Filters;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.wire.zipkin.Endpoint;
import dev.clew.wire.zipkin.ToldSpan;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// The names that Zipkin's page offers for choice, sorted.
final class Names {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int MOST_VALUES = 10_000;

  private final QueryEngine engine;

  Names(QueryEngine engine) {
    this.engine = engine;
  }

  Collection<String> services() throws QueryException {
    return engine.services(TENANT, TimeRange.ALL);
  }

  Collection<String> spans(String service) throws QueryException {
    var names = new TreeSet<String>();
    for (String spelling : new TreeSet<>(List.of(service, service.toLowerCase(Locale.ROOT)))) {
      engine.operations(TENANT, spelling, TimeRange.ALL).stream()
          .map(Operation::name)
          .filter(name -> !name.isEmpty())
          .forEach(names::add);
    }
    return names;
  }

  Collection<String> remoteServices(String service) throws QueryException {
    var names = new TreeSet<String>();
    for (String key : ToldSpan.PEER_NAMES) {
      FieldExpr filter =
          Filters.all(List.of(ZipkinFilters.service(service), ZipkinFilters.namesPeer(key)));
      names.addAll(values(Scope.SPAN, key, Optional.of(filter)));
    }
    names.removeIf(name -> name.isEmpty() || Endpoint.isAddress(name));
    return names;
  }

  /// The values that tags have under a key, wherever they are kept.
  Collection<String> tagValues(String key) throws QueryException {
    var values = new TreeSet<>(values(Scope.SPAN, key, Optional.empty()));
    values.addAll(values(Scope.RESOURCE, key, Optional.empty()));
    return values;
  }

  private List<String> values(Scope scope, String key, Optional<FieldExpr> filter)
      throws QueryException {
    AttributeSearch everything = AttributeSearch.everything(MOST_VALUES);
    AttributeSearch search =
        filter.map(each -> everything.filtered(Filters.spans(List.of(each)))).orElse(everything);
    return engine
        .values(TENANT, new AttributeValues(Filters.reference(scope, key), search))
        .values()
        .stream()
        .map(Found::value)
        .flatMap(value -> text(value).stream())
        .toList();
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Optional.of(text);
      case Value.Int(var number) -> Optional.of(Long.toString(number));
      case Value.Real(var number) -> Optional.of(Double.toString(number));
      case Value.Bool(var truth) -> Optional.of(Boolean.toString(truth));
      case Value.Nil _, Value.Nanos _, Value.Status _, Value.Kind _, Value.Items _, Value.Other _ ->
          Optional.empty();
    };
  }
}
