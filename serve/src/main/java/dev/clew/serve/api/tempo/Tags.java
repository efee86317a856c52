package dev.clew.serve.api.tempo;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.Value;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/// Writes what there is to ask for: names of tags, and their values.
final class Tags {
  /// What every span has, or could have, whatever is stored.
  private static final List<String> INTRINSICS =
      List.of(
          "duration",
          "event:name",
          "event:timeSinceStart",
          "instrumentation:name",
          "instrumentation:version",
          "kind",
          "link:spanID",
          "link:traceID",
          "name",
          "rootName",
          "rootServiceName",
          "span:duration",
          "span:id",
          "span:kind",
          "span:name",
          "span:parentID",
          "span:status",
          "span:statusMessage",
          "status",
          "statusMessage",
          "trace:duration",
          "trace:id",
          "trace:rootName",
          "trace:rootService",
          "traceDuration");

  private Tags() {}

  /// Names of all scopes together; intrinsics only where they alone are asked for.
  static Message flat(Optional<Scope> asked, AttributeKeysAnswer answer) {
    Set<String> names = new TreeSet<>();
    byScope(answer).values().forEach(names::addAll);
    if (asked.equals(Optional.of(Scope.INTRINSIC))) {
      names.addAll(INTRINSICS);
    }
    return new Message().texts(1, "tagNames", List.copyOf(names)).one(2, "metrics", new Message());
  }

  /// Names by scope.
  static Message scoped(Optional<Scope> asked, AttributeKeysAnswer answer) {
    var scopes = new ArrayList<Message>();
    byScope(answer).forEach((scope, names) -> scopes.add(scope(scope, List.copyOf(names))));
    if (asked.isEmpty() || asked.get() == Scope.INTRINSIC) {
      scopes.add(scope(Scope.INTRINSIC, INTRINSICS));
    }
    return new Message().all(1, "scopes", scopes).one(2, "metrics", new Message());
  }

  private static Message scope(Scope scope, List<String> names) {
    return new Message().text(1, "name", Values.word(scope)).texts(2, "tags", names);
  }

  private static Map<Scope, SequencedSet<String>> byScope(AttributeKeysAnswer answer) {
    var byScope = new LinkedHashMap<Scope, SequencedSet<String>>();
    for (AttributeKeysAnswer.Key key : answer.keys()) {
      if (key.scope() != Scope.INTRINSIC) {
        byScope.computeIfAbsent(key.scope(), _ -> new LinkedHashSet<>()).add(key.name());
      }
    }
    return byScope;
  }

  /// Values as text.
  static Message flat(List<String> values) {
    return new Message().texts(1, "tagValues", values).one(2, "metrics", new Message());
  }

  static List<String> texts(AttributeValuesAnswer answer) {
    return answer.values().stream().map(found -> Values.text(found.value())).distinct().toList();
  }

  /// Values with their types.
  static Message typed(List<Value> values) {
    List<Message> all =
        values.stream()
            .map(value ->
                new Message().text(1, "type", type(value)).text(2, "value", Values.text(value)))
            .toList();
    return new Message().all(1, "tagValues", all).one(2, "metrics", new Message());
  }

  private static String type(Value value) {
    return switch (value) {
      case Value.Text _, Value.Nil _, Value.Items _, Value.Other _ -> "string";
      case Value.Int _ -> "int";
      case Value.Real _ -> "float";
      case Value.Bool _ -> "bool";
      case Value.Nanos _ -> "duration";
      case Value.Status _, Value.Kind _ -> "keyword";
    };
  }

  /// The values of an intrinsic that has the same ones whatever is stored.
  static Optional<List<Value>> fixedValues(Reference reference) {
    if (!(reference instanceof FieldExpr.Of(var intrinsic, _))) {
      return Optional.empty();
    }
    return switch (intrinsic) {
      case Intrinsic.STATUS -> Optional.of(statuses());
      case Intrinsic.KIND ->
          Optional.of(
              Arrays.stream(SpanKind.values()).map(kind -> (Value) new Value.Kind(kind)).toList());
      default -> Optional.empty();
    };
  }

  private static List<Value> statuses() {
    return Arrays.stream(StatusCode.values())
        .map(status -> (Value) new Value.Status(status))
        .toList()
        .reversed();
  }
}
