package dev.clew.query;

/// Hears how far an answer is, as whoever waits for it wants to know; bound once, at the edge.
public final class Progress {
  private static final ScopedValue<Listener> CURRENT = ScopedValue.newInstance();

  private Progress() {}

  /// Hears it on the thread that asks.
  public interface Listener {
    /// So much is done.
    ///
    /// @param what is counted, in the plural
    void heard(String what, long done, long all);
  }

  /// Works while somebody listens.
  public static <T, X extends Throwable> T heardBy(
      Listener listener, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, listener).call(work);
  }

  /// Tells whoever listens, if anybody does.
  public static void tell(String what, long done, long all) {
    if (CURRENT.isBound()) {
      CURRENT.get().heard(what, done, all);
    }
  }
}
