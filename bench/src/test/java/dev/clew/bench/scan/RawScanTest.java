package dev.clew.bench.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.query.QueryException;
import dev.clew.store.Block;
import dev.clew.store.head.Head;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawScanTest {
  private final List<Span> spans = new ArrayList<>();
  private final Block block;

  RawScanTest() throws MalformedException {
    Pool pool = Pool.make(new Recipe(3, 20, 1_000, 500));
    Head head = new Head("head");
    for (int number = 0; number < pool.size(); number++) {
      byte[] body = pool.template(number).stamp(pool.round(0, 1_760_000_000_000_000_000L));
      SpanBatch batch = OtlpReader.read(body, body.length);
      head.append(batch);
      spans.addAll(ModelSpans.spans(batch));
    }
    block = head.snapshot();
  }

  @Test
  void count_threePredicates_isThatOfSpansWhichSatisfyThem() throws IOException, QueryException {
    long expected = spans.stream().filter(RawScanTest::passes).count();

    assertThat(new RawScan().count(List.of(block), RawScan.THREE_PREDICATES))
        .isEqualTo(expected)
        .isPositive();
  }

  @Test
  void countByResource_block_countsEveryRow() throws IOException {
    assertThat(Arrays.stream(new RawScan().countByResource(block)).sum()).isEqualTo(spans.size());
  }

  private static boolean passes(Span span) {
    return span.resource().attributes().contains(Attribute.of("service.name", "checkout"))
        && span.durationNanos() > 1_000_000
        && span.attributes().contains(Attribute.of("http.response.status_code", 500));
  }
}
