package dev.clew.bench.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.model.Span;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZipkinSpansTest {
  private final byte[] request;
  private final List<Span> spans;

  ZipkinSpansTest() throws MalformedException {
    Pool pool = Pool.make(new Recipe(1, 3, 20, 500));
    request = pool.template(0).stamp(pool.round(0, 1_760_000_000_000_000_000L));
    spans = ModelSpans.spans(OtlpReader.read(request, request.length));
  }

  @Test
  void of_request_keepsIdsNamesAndTimesOfEverySpan() throws MalformedException {
    List<byte[]> translated = messages(ZipkinSpans.of(request), 1);

    assertThat(translated).hasSameSizeAs(spans);
    for (int at = 0; at < spans.size(); at++) {
      Message zipkin = new Message(translated.get(at));
      Span span = spans.get(at);
      assertThat(ByteBuffer.wrap(messages(translated.get(at), 1).getFirst()).getLong())
          .isEqualTo(span.traceId().high());
      assertThat(zipkin.text(5)).isEqualTo(span.name());
      assertThat(zipkin.number(7)).isEqualTo(Math.max(1, span.durationNanos() / 1_000));
    }
  }

  @Test
  void of_attributes_areTagsAsText() throws MalformedException {
    Map<String, String> tags = new TreeMap<>();
    for (byte[] tag : messages(messages(ZipkinSpans.of(request), 1).getFirst(), 11)) {
      tags.put(new Message(tag).text(1), new Message(tag).text(2));
    }

    assertThat(tags).containsKeys(spans.getFirst().attributes().getFirst().key(), "thread.name");
    assertThat(tags.get("thread.id")).matches("\\d+");
  }

  /// All values of one field, in order.
  private static List<byte[]> messages(byte[] bytes, int field) throws MalformedException {
    List<byte[]> found = new ArrayList<>();
    ProtoReader in = new ProtoReader(bytes, 0, bytes.length);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag >>> 3 == field) {
        int length = in.length();
        int from = in.position();
        in.advance(length);
        found.add(Arrays.copyOfRange(bytes, from, from + length));
      } else {
        in.skip(tag);
      }
    }
    return found;
  }
}
