package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.ValueType;
import dev.clew.store.ColumnKey.SpanAttribute;
import dev.clew.store.Requests;
import dev.clew.store.block.SampleSpans;
import dev.clew.store.block.StoredBlock;
import dev.clew.testkit.Effort;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.SpanRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A head whose attributes have very many keys.
class HeadOverflowTest {
  private static final int KEYS = Effort.of(100_000, 1_000_000);
  private static final int KEYS_A_SPAN = 100;
  private static final int MAX_COLUMNS = 2_000;

  private static SpanRequest request() {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int span = 0; span < KEYS / KEYS_A_SPAN; span++) {
      var built = SampleSpans.span(span + 1, span + 1, 0);
      for (int at = 0; at < KEYS_A_SPAN; at++) {
        built.addAttributes(SampleSpans.attribute("k" + (span * KEYS_A_SPAN + at), "v"));
      }
      scope.addSpans(built);
    }
    return Requests.of(request.build(), Encoding.IDENTITY);
  }

  @Test
  void append_requestOfKeysThatAreAllDifferent_takesAFewTimesItsSize() throws IOException {
    SpanRequest request = request();
    var head = new Head("head", MAX_COLUMNS);

    head.append(request.spans());

    // What is left of the columns that there are is 7 bytes for each of the request.
    assertThat(head.bytes() - MAX_COLUMNS * 1_500L).isLessThan(8L * request.body().length);
    StoredBlock block = head.snapshot();
    assertThat(block.columns()).hasSizeGreaterThan(KEYS);
    assertThat(block.column(new SpanAttribute("k" + (KEYS - 1), ValueType.STRING))).isPresent();
  }
}
