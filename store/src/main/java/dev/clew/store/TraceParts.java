package dev.clew.store;

import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;

/// Takes the spans of a trace, part by part.
@FunctionalInterface
public interface TraceParts {
  void take(SpanBatch part) throws IOException;
}
