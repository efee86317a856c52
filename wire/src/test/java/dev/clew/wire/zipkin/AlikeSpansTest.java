package dev.clew.wire.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.StatusCode;
import dev.clew.testkit.Effort;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Spans of one body, most of which are written as the one before was, and some only almost: each
/// is read as it is alone.
class AlikeSpansTest {
  private static final List<String> NAMES =
      List.of("get", "GET /Basket", "\\u0047et", "GRÖSSE", "größe", "", "a\\nb");

  /// Some start as others do, and some are others with escapes.
  private static final List<String> KEYS =
      List.of(
          "a",
          "ab",
          "error",
          "\\u0065rror",
          "\\u0061rror",
          "error ",
          "\\\"rror",
          "http.method",
          "http.methods",
          "service.version",
          "otel.scope.name",
          "otlp.link.0",
          "peer.service",
          "größe",
          "");

  private static final List<String> ANNOTATIONS =
      List.of(
          "ws",
          "\\u0077s",
          "é".repeat(200),
          "at\\n\\tdev.clew".repeat(40),
          "a|{}|1",
          "\\\"a\\\": {}");

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(200, 20_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spans_inOneBody_areAsEachAlone(long seed) throws Exception {
    var random = new Random(seed);
    List<String> written = new ArrayList<>();
    List<Span> alone = new ArrayList<>();
    for (int count = 2 + random.nextInt(6); count > 0; count--) {
      String span = random.nextInt(3) == 0 && !written.isEmpty() ? written.getLast() : span(random);
      written.add(span);
      alone.addAll(read("[" + span + "]"));
    }

    List<Span> together = read(written.toString());

    assertThat(together).isEqualTo(alone);
  }

  @Test
  void keys_withEscapesAtTheSamePlace_areTheirOwn() throws Exception {
    String span = "{\"traceId\":\"a\",\"id\":\"b\",\"tags\":{\"\\u006%drror\":\"x\"}}";

    List<Span> read = read("[" + span.formatted(1) + "," + span.formatted(5) + "]");

    assertThat(read).extracting(Span::status).containsExactly(StatusCode.UNSET, StatusCode.ERROR);
  }

  private static List<Span> read(String list) throws MalformedException {
    byte[] body = list.getBytes(UTF_8);
    byte[] otlp = ZipkinReader.jsonV2(body, 1);
    assertThat(body).asString(UTF_8).isEqualTo(list);
    return ModelSpans.spans(OtlpReader.read(otlp, otlp.length));
  }

  private static String span(Random random) {
    List<String> members = new ArrayList<>();
    members.add("\"traceId\":\"%x\"".formatted(1 + random.nextInt(9)));
    members.add("\"id\":\"%x\"".formatted(1 + random.nextInt(9)));
    members.add("\"n\\u0061me\":\"" + pick(NAMES, random) + '"');
    members.add("\"name\":\"" + pick(NAMES, random) + '"');
    members.add("\"localEndpoint\":{\"serviceName\":\"" + pick(NAMES, random) + "\"}");
    members.add("\"names\":{\"name\":[{\"tags\":{}}]}");
    members.add(
        "\"annotations\":[{\"timestamp\":7,\"value\":\"" + pick(ANNOTATIONS, random) + "\"}]");
    members.add("\"tags\":" + tags(random));
    if (random.nextBoolean()) {
      Collections.shuffle(members, random);
    }
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }

  /// Now and then more than are looked at one by one, and often some twice.
  private static String tags(Random random) {
    int count = random.nextInt(8) == 0 ? 50 : random.nextInt(6);
    int more = random.nextInt(8) == 0 ? 40 : 0;
    return IntStream.range(0, count + more)
        .mapToObj(at -> at < count ? pick(KEYS, random) : "key" + at)
        .map(key -> '"' + key + "\":\"" + pick(NAMES, random) + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
