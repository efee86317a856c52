package dev.clew.instrument.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import net.bytebuddy.asm.Advice;

/// Copied into each result's `next`.
public final class NextRowAdvice {
  private NextRowAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static int enter(@Advice.This ResultSet rows) throws SQLException {
    return RowCount.enter(rows);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int before, @Advice.Return boolean hasMore) {
    RowCount.exit(before, !hasMore);
  }
}
