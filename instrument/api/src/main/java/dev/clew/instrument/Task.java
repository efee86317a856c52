package dev.clew.instrument;

/// Work without a result, which may throw what it likes.
@FunctionalInterface
public interface Task<E extends Exception> {
  void run() throws E;
}
