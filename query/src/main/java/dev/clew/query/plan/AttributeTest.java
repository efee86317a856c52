package dev.clew.query.plan;

import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.query.QueryException;
import dev.clew.store.Column;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What an attribute has to satisfy, wherever it stands: in a column, or in a record.
public interface AttributeTest {
  /// The test on a column whose values have this type, which decides each dictionary entry once.
  RowTest on(Column column, ValueType type, Checkpoint checkpoint)
      throws IOException, QueryException;

  boolean holds(AttributeValue value);

  /// What an OTLP enum's number has to pass; null where no number does.
  default @Nullable ValueTest enums() {
    return null;
  }

  /// Any value of any type.
  record Presence() implements AttributeTest {
    @Override
    public RowTest on(Column column, ValueType type, Checkpoint checkpoint) {
      return new RowTest.Values(column, new ValueTest.Every());
    }

    @Override
    public boolean holds(AttributeValue value) {
      return true;
    }

    @Override
    public ValueTest enums() {
      return new ValueTest.Every();
    }
  }
}
