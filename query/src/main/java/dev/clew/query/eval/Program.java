package dev.clew.query.eval;

import dev.clew.query.plan.SpanTest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a query needs of each batch: tests that spans pass or not, and values of fields, both
/// numbered as they are asked for. Grows while the query is compiled, by one thread.
public final class Program {
  private final Map<FieldExpr, Integer> testNumbers = new LinkedHashMap<>();
  private final List<SpanTest> tests = new ArrayList<>();
  private final Map<Reference, Integer> fieldNumbers = new LinkedHashMap<>();
  private final List<Reference> fields = new ArrayList<>();
  private final Set<Integer> asked = new LinkedHashSet<>();

  /// The number of a test, which is what the condition comes to.
  int test(FieldExpr condition, SpanTest test) {
    return testNumbers.computeIfAbsent(
        condition,
        _ -> {
          tests.add(test);
          return tests.size() - 1;
        });
  }

  /// The number of a field that the query names.
  int field(Reference field) {
    int number = unnamed(field);
    asked.add(number);
    return number;
  }

  /// A program that asks for all fields that a pipeline names.
  public static Program telling(Pipeline pipeline) {
    var program = new Program();
    References.of(pipeline).forEach(program::field);
    return program;
  }

  /// The number of a field that is needed although the query does not name it.
  public int unnamed(Reference field) {
    Integer known = fieldNumbers.get(field);
    if (known != null) {
      return known;
    }
    int number = fields.size();
    fields.add(field);
    fieldNumbers.put(field, number);
    Derived.from(field).ifPresent(this::unnamed);
    return number;
  }

  /// The numbers of the fields that the query names, in the order in which it does.
  public Set<Integer> asked() {
    return asked;
  }

  public List<SpanTest> tests() {
    return tests;
  }

  public List<Reference> fields() {
    return fields;
  }
}
