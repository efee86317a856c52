package dev.clew.query.oracle;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.oracle.SeriesOracle.Steps;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.TraceQl;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How selected spans differ from the others.
///
/// - Compared are all attributes of spans and resources, and the intrinsics that many spans share.
/// - Of each, on each side, are told how many spans have it, and how many have which value: those
///   values that most spans of the side have over all time, 10 unless the query says so; of equally
///   frequent ones those that come first as labels. Arrays, bytes and the like are not told.
/// - Selected are spans that pass the filter and start in the window, its end not included.
final class Contrasting {
  private static final int USUAL_TOP = 10;
  private static final List<Intrinsic> SHARED =
      List.of(
          Intrinsic.NAME,
          Intrinsic.KIND,
          Intrinsic.STATUS,
          Intrinsic.STATUS_MESSAGE,
          Intrinsic.ROOT_NAME,
          Intrinsic.ROOT_SERVICE);

  private final Gather.Compare compare;
  private final Steps steps;

  Contrasting(Gather.Compare compare, Steps steps) {
    this.compare = compare;
    this.steps = steps;
  }

  Map<SeriesLabels, double[]> series(List<Node> spans) throws Failure {
    var selected = new ArrayList<Node>();
    var others = new ArrayList<Node>();
    for (Node node : spans) {
      (isSelected(node) ? selected : others).add(node);
    }
    Map<SeriesLabels, double[]> all = new TreeMap<>();
    for (Reference field : fields(spans)) {
      add("selection", field, selected, all);
      add("baseline", field, others, all);
    }
    return all;
  }

  private boolean isSelected(Node node) throws Failure {
    boolean passes =
        !(compare.selection() instanceof SpansetExpr.Filter(var condition))
            || condition.isEmpty()
            || Expressions.isTrue(condition.get(), node);
    return passes
        && compare
            .window()
            .filter(each -> node.start() < each.startNanos() || node.start() >= each.endNanos())
            .isEmpty();
  }

  private static Set<Reference> fields(List<Node> spans) {
    Set<Reference> fields = new LinkedHashSet<>();
    SHARED.forEach(each -> fields.add(new FieldExpr.Of(each, FieldGen.HERE)));
    for (Node node : spans) {
      node.span.attributes().forEach(each -> fields.add(attribute(Scope.SPAN, each.key())));
      node.span
          .resource()
          .attributes()
          .forEach(each -> fields.add(attribute(Scope.RESOURCE, each.key())));
    }
    return fields;
  }

  private static Reference attribute(Scope scope, String key) {
    return new FieldExpr.Attribute(scope, key, FieldGen.HERE);
  }

  private void add(
      String side, Reference field, List<Node> spans, Map<SeriesLabels, double[]> all) {
    String name = TraceQl.print(field);
    var having = new ArrayList<Node>();
    Map<Object, List<Node>> byValue = new HashMap<>();
    for (Node node : spans) {
      Object value = Fields.values(field, node).getFirst();
      if (!Plain.isNil(value)) {
        having.add(node);
        byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(node);
      }
    }
    if (having.isEmpty()) {
      return;
    }
    all.put(type(side + "_total").with(name, "nil"), points(having));
    byValue.keySet().stream()
        .filter(Contrasting::isTold)
        .sorted(
            Comparator.<Object, BigDecimal>comparing(
                    value -> weight(byValue.getOrDefault(value, List.of())))
                .reversed()
                .thenComparing(value -> type(side).with(name, value)))
        .limit(compare.topN().orElse(USUAL_TOP))
        .forEach(value ->
            all.put(type(side).with(name, value), points(byValue.getOrDefault(value, List.of()))));
  }

  private static SeriesLabels type(String type) {
    return SeriesLabels.NONE.with("__meta_type", type);
  }

  private static boolean isTold(Object value) {
    return Stream.of(
            String.class, Boolean.class, Long.class, Double.class, StatusCode.class, SpanKind.class)
        .anyMatch(type -> type.isInstance(value));
  }

  private static BigDecimal weight(List<Node> spans) {
    return spans.stream().map(Gathering::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private double[] points(List<Node> spans) {
    double[] points = new double[steps.count()];
    for (int step = 0; step < points.length; step++) {
      int now = step;
      points[step] =
          weight(spans.stream().filter(node -> steps.of(node.start()) == now).toList())
              .doubleValue();
    }
    return points;
  }
}
