package dev.clew.analyze.lift;

import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Place;
import dev.clew.query.traceql.TraceQl;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.Spans;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How many traces of two sides have a value of an attribute, on whichever of their spans or
/// resources. What has so many values that hardly any comes twice, ids mostly, is left out, as is
/// what nobody can ask for: bytes, maps and arrays.
///
/// Owned by one thread.
public final class TraceShares {
  private static final int MOST_KEYS = 2000;

  /// How many values of a key are counted.
  private static final int MOST_VALUES = 1000;

  /// How many spans of a trace are looked at.
  private static final int MOST_SPANS = 5000;

  private final Map<Key, Map<Value, double[]>> counts = new HashMap<>();
  private final double[] traces = new double[2];

  private record Key(FieldExpr.Scope scope, String name) {
    String reference() {
      return TraceQl.print(new FieldExpr.Attribute(scope, name, new Place(0)));
    }
  }

  private record Told(Key key, Value value) {}

  /// Adds a trace to side 0 or 1.
  public void add(int side, SpanTree trace) {
    var told = new HashSet<Told>();
    Spans spans = trace.batch().spans();
    for (int row = 0; row < Math.min(trace.size(), MOST_SPANS); row++) {
      int span = trace.spanAt(row);
      tell(
          told,
          FieldExpr.Scope.SPAN,
          ModelSpans.attributes(
              trace.batch(), spans.attributesFrom(span), spans.attributesTo(span)));
    }
    for (int resource = 0; resource < trace.batch().resources().size(); resource++) {
      tell(
          told,
          FieldExpr.Scope.RESOURCE,
          ModelSpans.resource(trace.batch(), resource).attributes());
    }
    traces[side]++;
    told.forEach(each -> count(side, each));
  }

  private static void tell(Set<Told> told, FieldExpr.Scope scope, List<Attribute> attributes) {
    for (Attribute each : attributes) {
      Value value = Value.of(each.value());
      if (!(value instanceof Value.Other || value instanceof Value.Items)) {
        told.add(new Told(new Key(scope, each.key()), value));
      }
    }
  }

  private void count(int side, Told told) {
    Map<Value, double[]> values = counts.get(told.key());
    if (values == null) {
      if (counts.size() >= MOST_KEYS) {
        return;
      }
      values = new HashMap<>();
      counts.put(told.key(), values);
    }
    // One more than the bound says that there are more.
    if (values.size() <= MOST_VALUES || values.containsKey(told.value())) {
      values.computeIfAbsent(told.value(), _ -> new double[2])[side]++;
    }
  }

  /// The attributes that tell side 1 from side 0, the best first.
  public List<AttributeLift> ranked(int most) {
    Map<String, Map<Value, double[]>> told = new HashMap<>();
    counts.forEach((key, values) -> {
      if (values.size() <= MOST_VALUES) {
        told.put(key.reference(), values);
      }
    });
    return new Ranking(traces[0], traces[1]).of(told, most);
  }
}
