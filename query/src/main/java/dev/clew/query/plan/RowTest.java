package dev.clew.query.plan;

import dev.clew.store.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A condition as it reads on one block: what its dictionaries decide is decided, and what is left
/// names the columns to read.
public sealed interface RowTest {
  RowTest NOTHING = new Nothing();
  RowTest EVERYTHING = new Everything();

  record Nothing() implements RowTest {}

  record Everything() implements RowTest {}

  /// Some value of the row passes.
  record Values(Column column, ValueTest test) implements RowTest {}

  record Not(RowTest inner) implements RowTest {}

  record All(List<RowTest> terms) implements RowTest {}

  record Either(List<RowTest> terms) implements RowTest {}

  static RowTest not(RowTest inner) {
    return switch (inner) {
      case Nothing _ -> EVERYTHING;
      case Everything _ -> NOTHING;
      case Not(var twice) -> twice;
      case Values _, All _, Either _ -> new Not(inner);
    };
  }

  static RowTest all(List<RowTest> terms) {
    if (terms.contains(NOTHING)) {
      return NOTHING;
    }
    List<RowTest> open = cheapestFirst(terms, EVERYTHING);
    return switch (open.size()) {
      case 0 -> EVERYTHING;
      case 1 -> open.getFirst();
      default -> new All(open);
    };
  }

  static RowTest either(List<RowTest> terms) {
    if (terms.contains(EVERYTHING)) {
      return EVERYTHING;
    }
    List<RowTest> open = cheapestFirst(terms, NOTHING);
    return switch (open.size()) {
      case 0 -> NOTHING;
      case 1 -> open.getFirst();
      default -> new Either(open);
    };
  }

  private static List<RowTest> cheapestFirst(List<RowTest> terms, RowTest neutral) {
    var open = new ArrayList<>(terms);
    open.removeIf(neutral::equals);
    open.sort(Comparator.comparingInt(RowTest::columns).thenComparing(test -> !isNarrow(test)));
    return List.copyOf(open);
  }

  private static boolean isNarrow(RowTest test) {
    return test instanceof Values(_, var values) && values.isNarrow();
  }

  /// How many columns have to be read at most.
  private static int columns(RowTest test) {
    return switch (test) {
      case Nothing _, Everything _ -> 0;
      case Values _ -> 1;
      case Not(var inner) -> columns(inner);
      case All(var terms) -> terms.stream().mapToInt(RowTest::columns).sum();
      case Either(var terms) -> terms.stream().mapToInt(RowTest::columns).sum();
    };
  }
}
