package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;

/// Writes traces one after the other into the one `resourceSpans` of an OTLP/JSON object that holds
/// them all.
final class MergedTraces {
  private static final TokenFilter EACH_ELEMENT =
      new TokenFilter() {
        @Override
        public TokenFilter includeElement(int index) {
          return INCLUDE_ALL;
        }
      };

  private static final TokenFilter INSIDE_MEMBER =
      new TokenFilter() {
        @Override
        public TokenFilter includeProperty(String name) {
          return EACH_ELEMENT;
        }
      };

  private MergedTraces() {}

  /// Writes what stands inside the trace's own `resourceSpans`.
  static void write(JsonGenerator json, SpanBatch trace) throws IOException {
    OtlpJsonWriter.write(
        trace,
        new FilteringGeneratorDelegate(json, INSIDE_MEMBER, Inclusion.ONLY_INCLUDE_ALL, true));
  }
}
