package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.clew.model.Span;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpWriterTest {
  private final Gen gen = new Gen(7);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static SpanBatch read(byte[] bytes) throws MalformedException {
    return OtlpReader.read(bytes, bytes.length);
  }

  /// The request without the spans whose turn it is not, and without what holds none then.
  private static ExportTraceServiceRequest everyOther(ExportTraceServiceRequest request, int odd) {
    int row = 0;
    var kept = request.toBuilder().clearResourceSpans();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      var resource = ofResource.toBuilder().clearScopeSpans();
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        var scope = ofScope.toBuilder().clearSpans();
        for (var span : ofScope.getSpansList()) {
          if (row++ % 2 == odd) {
            scope.addSpans(span);
          }
        }
        if (scope.getSpansCount() > 0) {
          resource.addScopeSpans(scope);
        }
      }
      if (resource.getScopeSpansCount() > 0) {
        kept.addResourceSpans(resource);
      }
    }
    return kept.build();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_everyOtherSpan_isTheRequestWithoutTheOthers(long seed) throws Exception {
    ExportTraceServiceRequest request = StrangeRequests.request(new Gen(seed));
    SpanBatch batch = read(request.toByteArray());

    for (int odd : new int[] {0, 1}) {
      byte[] written = OtlpWriter.write(batch, row -> row % 2 == odd);

      assertThat(ExportTraceServiceRequest.parseFrom(written)).isEqualTo(everyOther(request, odd));
    }
  }

  @Test
  void write_noSpans_isEmpty() throws Exception {
    SpanBatch batch = read(OtlpProto.request(List.of(gen.span())).toByteArray());

    assertThat(OtlpWriter.write(batch, _ -> false)).isEmpty();
    assertThat(OtlpWriter.write(List.of())).isEmpty();
  }

  @Test
  void write_modelSpansOfOneResourceAndScope_standTogether() throws Exception {
    Span any = gen.span();
    List<Span> spans =
        Stream.generate(
                () -> gen.span(gen.traceId(), gen.spanId(), null, any.resource(), any.scope()))
            .limit(5)
            .toList();

    var request = ExportTraceServiceRequest.parseFrom(OtlpWriter.write(spans));

    assertThat(request.getResourceSpansCount()).isEqualTo(1);
    assertThat(request.getResourceSpans(0).getScopeSpansCount()).isEqualTo(1);
    assertThat(OtlpProto.spans(request)).isEqualTo(spans);
  }

  @Test
  void writeSpan_withAProblem_leavesOutTheIdsThatCouldNotBeRead() throws Exception {
    var span = OtlpProto.span(gen.span()).toBuilder().setTraceId(ByteString.copyFromUtf8("short"));
    SpanBatch batch =
        read(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray());
    var out = new ProtoWriter();

    SpanBytes.writeSpan(batch, 0, out);

    assertThat(io.opentelemetry.proto.trace.v1.Span.parseFrom(out.toBytes()))
        .isEqualTo(span.clearTraceId().build());
  }

  @Test
  void requestWriter_headsAndSpansOfABatch_makeTheSameRequest() throws Exception {
    ExportTraceServiceRequest request = StrangeRequests.request(gen);
    SpanBatch batch = read(request.toByteArray());
    var writer = new RequestWriter();

    for (int resource = 0; resource < batch.resources().size(); resource++) {
      writer.startResource(OtlpWriter.resourceHead(batch, resource));
      for (int scope : scopesOf(batch, resource)) {
        writer.startScope(OtlpWriter.scopeHead(batch, scope));
        writeSpans(batch, scope, writer);
      }
    }

    assertThat(ExportTraceServiceRequest.parseFrom(writer.toBytes())).isEqualTo(request);
  }

  private static List<Integer> scopesOf(SpanBatch batch, int resource) {
    var scopes = new ArrayList<Integer>();
    for (int scope = 0; scope < batch.scopes().size(); scope++) {
      if (batch.scopes().resource(scope) == resource) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  private static void writeSpans(SpanBatch batch, int scope, RequestWriter writer) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.spans().scope(row) == scope) {
        SpanBytes.writeSpan(batch, row, writer.startSpan());
        writer.endSpan();
      }
    }
  }

  @Test
  void requestWriter_scopeWithoutAResource_isTheCallersMistake() {
    assertThatThrownBy(() -> new RequestWriter().startScope(new byte[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("scope needs a resource that was started");
  }

  @Test
  void requestWriter_spanWithoutAScope_isTheCallersMistake() {
    var writer = new RequestWriter();
    writer.startResource(new byte[0]);

    assertThatThrownBy(writer::startSpan)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("span needs a scope that was started");
  }

  @Test
  void slice_ofTheLargestOffsetAndLength_keepsBoth() {
    long slice = Slice.of(Integer.MAX_VALUE, Integer.MAX_VALUE);

    assertThat(Slice.offset(slice)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Slice.length(slice)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Slice.length(Slice.EMPTY)).isZero();
  }
}
