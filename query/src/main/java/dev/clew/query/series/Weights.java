package dev.clew.query.series;

import dev.clew.query.Value;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// For how many spans each span of a batch stands, and how many do not say so. Owned by one thread.
final class Weights {
  private CodedColumn.@Nullable Values known;
  private @Nullable Weight[] byCode = new Weight[16];
  private long unknown;

  /// Fills in the weights of a slice.
  void find(Optional<CodedColumn> traceStates, Slice slice) {
    slice.isWeighted = traceStates.isPresent();
    if (traceStates.isEmpty()) {
      unknown += slice.spans();
      return;
    }
    CodedColumn column = traceStates.get();
    if (!column.isNumberedBy(known)) {
      Arrays.fill(byCode, null);
      known = column.values();
    }
    for (int at = 0; at < slice.size; at++) {
      Weight weight = weight(column, column.codes()[slice.from + at]);
      slice.weights[at] = weight;
      unknown += weight.isKnown() ? 0 : 1;
    }
  }

  private Weight weight(CodedColumn column, int code) {
    if (code == CodedColumn.NONE) {
      return Weight.UNKNOWN;
    }
    if (code >= byCode.length) {
      byCode = Arrays.copyOf(byCode, Math.max(code + 1, byCode.length * 2));
    }
    Weight weight = byCode[code];
    if (weight == null) {
      Value state = column.values().value(code);
      weight = state instanceof Value.Text(var text) ? Weight.of(text) : Weight.UNKNOWN;
      byCode[code] = weight;
    }
    return weight;
  }

  /// How many spans so far did not say for how many they stand.
  long unknown() {
    return unknown;
  }
}
