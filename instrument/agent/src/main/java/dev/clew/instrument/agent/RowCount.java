package dev.clew.instrument.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Tells how far a result was read: an event of the current span, as the statement's own span has
/// ended before its rows are read. The result itself knows, so that nothing is kept here. Lives
/// beside the application's own classes.
public final class RowCount {
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");
  private static final int INNER = -1;

  /// A pool's result hands on to the driver's: only the outer one tells.
  private static final ThreadLocal<Boolean> IS_INSIDE = ThreadLocal.withInitial(() -> false);

  private RowCount() {}

  /// The row the result stands on.
  public static int enter(ResultSet rows) throws SQLException {
    if (IS_INSIDE.get()) {
      return INNER;
    }
    int row = rows.isClosed() ? 0 : rows.getRow();
    IS_INSIDE.set(true);
    return row;
  }

  public static void exit(int row, boolean isLast) {
    if (row == INNER) {
      return;
    }
    IS_INSIDE.set(false);
    if (isLast) {
      Span.current().addEvent("db.rows", Attributes.of(ROWS, (long) row));
    }
  }
}
