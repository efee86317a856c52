package dev.clew.store.compact;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.PageRows;
import dev.clew.store.block.PickedValues;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.Arrays;

/// The traces that have rows left in a [SubsetBlock].
final class SubsetTraces implements TraceDirectory {
  private static final int GONE = -1;

  private final SubsetBlock block;
  private final TraceDirectory all;

  /// By number in `all`, the number here.
  private final int[] numbers;

  /// By number here, the number in `all`.
  private final int[] originals;

  private SubsetTraces(SubsetBlock block, TraceDirectory all, int[] numbers, int[] originals) {
    this.block = block;
    this.all = all;
    this.numbers = numbers;
    this.originals = originals;
  }

  static SubsetTraces of(SubsetBlock block, TraceDirectory all) throws IOException {
    int[] numbers = new int[all.size()];
    int[] originals = new int[all.size()];
    int left = 0;
    for (int number = 0; number < numbers.length; number++) {
      boolean isLeft = block.left(all.rows(number)).length > 0;
      numbers[number] = isLeft ? left : GONE;
      if (isLeft) {
        originals[left++] = number;
      }
    }
    return new SubsetTraces(block, all, numbers, Arrays.copyOf(originals, left));
  }

  /// The number here of a trace that has a row left.
  int number(int original) {
    return numbers[original];
  }

  /// The number in the block of a trace here.
  int original(int number) {
    return originals[number];
  }

  @Override
  public int size() {
    return originals.length;
  }

  @Override
  public int find(TraceId trace) throws IOException {
    int original = all.find(trace);
    return original < 0 ? original : numbers[original];
  }

  @Override
  public TraceId traceId(int number) throws IOException {
    return all.traceId(originals[number]);
  }

  @Override
  public int[] rows(int number) throws IOException {
    return block.left(all.rows(originals[number]));
  }

  @Override
  public long minStartNanos(int number) throws IOException {
    return Arrays.stream(values(number, StoredKey.START_NANOS)).min().orElseThrow();
  }

  @Override
  public long maxEndNanos(int number) throws IOException {
    long[] starts = values(number, StoredKey.START_NANOS);
    long[] durations = values(number, StoredKey.DURATION_NANOS);
    long max = Long.MIN_VALUE;
    for (int at = 0; at < starts.length; at++) {
      max = Math.max(max, starts[at] + durations[at]);
    }
    return max;
  }

  private long[] values(int number, StoredKey key) throws IOException {
    int[] rows = rows(number);
    PickedValues picked =
        PickedValues.of(block.stored(key).orElseThrow(), PageRows.of(block, rows));
    long[] values = new long[rows.length];
    for (int at = 0; at < values.length; at++) {
      values[at] = picked.value(at);
    }
    return values;
  }
}
