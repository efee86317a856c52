package dev.clew.query.series;

import dev.clew.query.Value;
import dev.clew.query.series.Groups.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the group of each span by the numbers that its values have: which group the values mean is
/// worked out once for all spans with the same numbers. Owned by one thread.
final class Tuples {
  private final int keys;
  private final Function<List<Value>, Group> groups;
  private final CodedColumn.@Nullable Values[] known;
  private final int[] numbers = new int[Slice.MOST];
  private final List<LongNumbers> pairs = new ArrayList<>();
  private @Nullable Group[] found = new Group[16];

  /// @param groups the group of spans with these values
  Tuples(int keys, Function<List<Value>, Group> groups) {
    this.keys = keys;
    this.groups = groups;
    known = new CodedColumn.Values[keys];
    forget();
  }

  private void forget() {
    Arrays.fill(found, null);
    pairs.clear();
    for (int key = 1; key < keys; key++) {
      pairs.add(new LongNumbers());
    }
  }

  /// Fills in the groups of a slice.
  void find(SpanColumns batch, Slice slice) {
    var columns = new CodedColumn[keys];
    for (int key = 0; key < keys; key++) {
      columns[key] = batch.key(key);
      if (!columns[key].isNumberedBy(known[key])) {
        forget();
        known[key] = columns[key].values();
      }
    }
    number(columns, slice);
    for (int at = 0; at < slice.size; at++) {
      findGroup(numbers[at], columns, slice.from + at);
    }
    // Only now: a group that came late may have put out an earlier one and have its number.
    for (int at = 0; at < slice.size; at++) {
      Group group = found[numbers[at]];
      slice.groups[at] = group == null ? Slice.NO_GROUP : group.number();
    }
  }

  private void number(CodedColumn[] columns, Slice slice) {
    Arrays.fill(numbers, 0, slice.size, 0);
    for (int key = 0; key < keys; key++) {
      int[] codes = columns[key].codes();
      for (int at = 0; at < slice.size; at++) {
        int code = codes[slice.from + at] + 1;
        numbers[at] = key == 0 ? code : pairs.get(key - 1).number((long) numbers[at] << 32 | code);
      }
    }
  }

  private void findGroup(int number, CodedColumn[] columns, int at) {
    if (number >= found.length) {
      found = Arrays.copyOf(found, Math.max(number + 1, found.length * 2));
    }
    if (found[number] == null) {
      found[number] = groups.apply(values(columns, at));
    }
  }

  private static List<Value> values(CodedColumn[] columns, int at) {
    var values = new ArrayList<Value>(columns.length);
    for (CodedColumn column : columns) {
      int code = column.codes()[at];
      values.add(code == CodedColumn.NONE ? Value.NIL : column.values().value(code));
    }
    return values;
  }
}
