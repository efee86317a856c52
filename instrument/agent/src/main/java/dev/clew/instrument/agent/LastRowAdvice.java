package dev.clew.instrument.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import net.bytebuddy.asm.Advice;

/// Copied into each result's `close`.
public final class LastRowAdvice {
  private LastRowAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static int enter(@Advice.This ResultSet rows) throws SQLException {
    return RowCount.enter(rows);
  }

  /// Where all were read nothing is left to tell.
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int before) {
    RowCount.exit(before, before > 0);
  }
}
