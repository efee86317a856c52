package dev.clew.instrument;

import org.jspecify.annotations.Nullable;

/// Work with a result, which may throw what it likes.
@FunctionalInterface
public interface Work<T extends @Nullable Object, E extends Exception> {
  T run() throws E;
}
