package dev.clew.instrument;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Work that sends the span's context along in the given headers.
@FunctionalInterface
public interface WorkWithHeaders<T extends @Nullable Object, E extends Exception> {
  T run(Map<String, String> headers) throws E;
}
