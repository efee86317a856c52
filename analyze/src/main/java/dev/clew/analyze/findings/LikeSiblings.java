package dev.clew.analyze.findings;

import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanKind;
import dev.clew.model.ValueType;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Groups the children of a span that do the same: spans of the same service, name and kind, and
/// where they are clients that ask the same of the other side, as far as their attributes tell.
final class LikeSiblings {
  /// What a client asks for; the first that a span has counts.
  static final List<String> SUBJECTS =
      List.of(
          "db.query.text",
          "db.statement",
          "url.full",
          "http.url",
          "url.path",
          "http.target",
          "messaging.destination.name");

  private final SpanTree tree;
  private final UnaryOperator<String> shape;

  /// @param shape what counts of the text that a client asks for
  LikeSiblings(SpanTree tree, UnaryOperator<String> shape) {
    this.tree = tree;
    this.shape = shape;
  }

  /// The groups of `least` siblings or more below a span, each by start.
  List<int[]> groups(int parent, int least) {
    if (tree.subtreeSize(parent) <= least) {
      return List.of();
    }
    return group(tree.children(parent), tree::operation).stream()
        .filter(rows -> rows.length >= least)
        .flatMap(rows -> bySubject(rows).stream())
        .filter(rows -> rows.length >= least)
        .toList();
  }

  private Collection<int[]> bySubject(int[] rows) {
    boolean isClient = tree.kind(rows[0]) == SpanKind.CLIENT;
    return isClient ? group(rows, row -> shape.apply(subject(row))) : List.of(rows);
  }

  private static Collection<int[]> group(int[] rows, IntFunction<Object> key) {
    Map<Object, List<Integer>> groups =
        Arrays.stream(rows)
            .boxed()
            .collect(Collectors.groupingBy(key::apply, LinkedHashMap::new, Collectors.toList()));
    return groups.values().stream()
        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private String subject(int row) {
    SpanBatch batch = tree.batch();
    Spans spans = batch.spans();
    int span = tree.spanAt(row);
    Map<String, Integer> texts =
        IntStream.range(spans.attributesFrom(span), spans.attributesTo(span))
            .filter(at -> batch.attributes().type(at) == ValueType.STRING)
            .boxed()
            .collect(
                Collectors.toMap(
                    at -> batch.text(batch.attributes().key(at)), at -> at, (_, last) -> last));
    return SUBJECTS.stream()
        .flatMap(key -> Optional.ofNullable(texts.get(key)).stream())
        .findFirst()
        .map(at -> batch.text(batch.attributes().value(at)))
        .orElse("");
  }
}
