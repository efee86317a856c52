package dev.clew.query.plan;

import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.query.QueryException;
import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.wire.otlp.EncodedValues;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A comparison that looks into arrays: it holds for one if it holds for some element, or, where it
/// asks for something not to be, for all.
record AnyOrAll(Comparison comparison, boolean ofAll) implements AttributeTest {
  private static final int ENTRIES_A_CHECK = 256;

  @Override
  public RowTest on(Column column, ValueType type, Checkpoint checkpoint)
      throws IOException, QueryException {
    return type == ValueType.ARRAY
        ? onArrays(column, checkpoint)
        : comparison.on(column, type, checkpoint);
  }

  private RowTest onArrays(Column column, Checkpoint checkpoint)
      throws IOException, QueryException {
    Dictionary dictionary = column.dictionary().orElseThrow();
    var codes = new BitSet();
    for (int code = 0; code < dictionary.size(); code++) {
      if (code % ENTRIES_A_CHECK == 0) {
        checkpoint.check();
      }
      codes.set(code, holds(EncodedValues.decode(ValueType.ARRAY, dictionary.bytes(code))));
    }
    return codes.isEmpty()
        ? RowTest.NOTHING
        : new RowTest.Values(column, new ValueTest.Codes(codes));
  }

  @Override
  public boolean holds(AttributeValue value) {
    if (value instanceof AttributeValue.Array(var values)) {
      return ofAll ? values.stream().allMatch(this::holds) : values.stream().anyMatch(this::holds);
    }
    return comparison.holds(value);
  }

  @Override
  public @Nullable ValueTest enums() {
    return comparison.enums();
  }
}
