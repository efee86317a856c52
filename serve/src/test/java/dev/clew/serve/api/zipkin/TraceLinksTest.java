package dev.clew.serve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.zipkin.ToldSpan;
import dev.clew.wire.zipkin.ZipkinReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zipkin2.DependencyLink;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.internal.DependencyLinker;

/// The links of random traces are those that Zipkin itself finds.
final class TraceLinksTest {
  private static final List<String> SERVICES = List.of("web", "app", "db");

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(500, 100_000));
  }

  /// An id is of one span, of both ends of a call, or of a span that came in pieces.
  private static List<Span> trace(Gen gen) {
    var spans = new ArrayList<Span>();
    int last = gen.random().nextInt(1, 9);
    for (int id = 1; id <= last; id++) {
      // Parents come first; some are missing.
      int parent = gen.chance(0.1) ? 99 : gen.random().nextInt(0, id);
      Span span = span(gen, id, parent).build();
      spans.add(span);
      if (span.kind() == Span.Kind.CLIENT && gen.chance(0.5)) {
        spans.addAll(gen.some(2, () -> server(gen, span)));
      } else if (gen.chance(0.2)) {
        spans.add(piece(gen, span));
      }
    }
    return spans;
  }

  private static Span.Builder span(Gen gen, int id, int parent) {
    Span.Kind kind = gen.chance(0.2) ? null : gen.oneOf(List.of(Span.Kind.values()));
    Span.Builder span =
        Span.newBuilder()
            .traceId("a")
            .id(id)
            .parentId(parent)
            .kind(kind)
            .shared((kind == Span.Kind.SERVER && gen.chance(0.3)) ? true : null)
            .timestamp(1 + gen.random().nextInt(5));
    if (gen.chance(0.9)) {
      span.localEndpoint(endpoint(gen));
    }
    if (gen.chance(0.4)) {
      span.remoteEndpoint(endpoint(gen));
    }
    if (gen.chance(0.2)) {
      span.putTag("error", gen.chance(0.5) ? "" : "true");
    }
    return span;
  }

  /// Some servers forget whose child they are.
  private static Span server(Gen gen, Span client) {
    return client.toBuilder()
        .kind(Span.Kind.SERVER)
        .shared(true)
        .parentId(gen.chance(0.2) ? null : client.parentId())
        .localEndpoint(endpoint(gen))
        .remoteEndpoint(gen.chance(0.3) ? endpoint(gen) : null)
        .clearTags()
        .build();
  }

  private static Span piece(Gen gen, Span span) {
    return Span.newBuilder()
        .traceId("a")
        .id(span.id())
        .shared(span.shared())
        .localEndpoint(span.localEndpoint())
        .putTag(gen.chance(0.5) ? "error" : "other", "x")
        .build();
  }

  private static Endpoint endpoint(Gen gen) {
    return Endpoint.newBuilder().serviceName(gen.oneOf(SERVICES)).build();
  }

  private static List<ToldSpan> told(List<Span> spans) throws MalformedException {
    byte[] otlp = ZipkinReader.jsonV2(SpanBytesEncoder.JSON_V2.encodeList(spans), 1);
    return ToldSpan.of(OtlpReader.read(otlp, otlp.length));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void links_areThoseThatZipkinFinds(long seed) throws Exception {
    List<Span> spans = trace(new Gen(seed));
    var expected = new TreeMap<Links.Link, Links.Count>();
    for (DependencyLink link : new DependencyLinker().putTrace(spans).link()) {
      expected.put(
          new Links.Link(link.parent(), link.child()),
          new Links.Count(link.callCount(), link.errorCount()));
    }

    var links = new Links();
    TraceLinks.add(told(spans), links);

    assertThat(links.counts()).as(spans::toString).isEqualTo(expected);
  }
}
