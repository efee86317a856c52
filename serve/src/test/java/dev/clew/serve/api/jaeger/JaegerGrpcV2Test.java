package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.span;
import static dev.clew.serve.api.jaeger.JaegerCalls.V2;
import static dev.clew.serve.api.jaeger.JaegerCalls.V3;
import static dev.clew.serve.api.jaeger.JaegerCalls.bytes;
import static dev.clew.serve.api.jaeger.JaegerCalls.query;
import static dev.clew.serve.api.jaeger.JaegerCalls.text;
import static dev.clew.serve.api.jaeger.JaegerCalls.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.jaeger.JaegerReader;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// gRPC's own client asks Jaeger's second generation.
final class JaegerGrpcV2Test {
  private static final long BASE_SECONDS = SpanSketch.BASE / 1_000_000_000;

  private static final Span RICH =
      span("shop", "buy")
          .trace(0x1122_3344_5566_7788L, 0x99aa_bbcc_ddee_ff00L)
          .id(7)
          .parent(6)
          .kind(SpanKind.CLIENT)
          .lasting(1_500_000_001)
          .status(StatusCode.ERROR, "broke")
          .with(Attribute.of("a", "text"), Attribute.of("b", true))
          .with("c", new AttributeValue.Int(-5))
          .with("d", new AttributeValue.Real(2.5))
          .with("e", new AttributeValue.Bytes(new byte[] {0, -1}))
          .resource(Attribute.of("host.name", "h1"))
          .event(SpanSketch.BASE + 1, "told", Attribute.of("f", "g"))
          .link(3, 4)
          .make();

  private static InMemorySpanStore store;
  private static JaegerCalls calls;

  @BeforeAll
  static void open() {
    store = new InMemorySpanStore();
    store.add(
        TenantId.DEFAULT,
        List.of(
            span("shop", "call").id(1).kind(SpanKind.CLIENT).make(),
            span("cart", "serve").id(2).parent(1).kind(SpanKind.SERVER).make()));
    store.add(TenantId.DEFAULT, List.of(RICH));
    store.add(
        TenantId.DEFAULT,
        IntStream.rangeClosed(1, 25)
            .mapToObj(id -> span("large", "x").trace(3).id(id).make())
            .toList());
    calls = new JaegerCalls(store);
  }

  @AfterAll
  static void close() {
    calls.close();
  }

  private static byte[] id(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  private static List<byte[]> trace(byte[] id) {
    return calls.call(V2 + "GetTrace", bytes(1, id).toBytes());
  }

  /// A chunk of spans looks as the batch that a client sends, so that what reads those reads it.
  private static List<Span> spans(List<byte[]> chunks) throws MalformedException {
    var spans = new ArrayList<Span>();
    for (byte[] chunk : chunks) {
      byte[] otlp = JaegerReader.proto(bytes(1, chunk).toBytes());
      spans.addAll(ModelSpans.spans(OtlpReader.read(otlp, otlp.length)));
    }
    return spans;
  }

  @Test
  void trace_richSpan_isToldWhole() throws Exception {
    TraceId id = RICH.traceId();

    Span told = spans(trace(id(id.high(), id.low()))).getFirst();

    assertThat(told.traceId()).isEqualTo(id);
    assertThat(told.spanId()).isEqualTo(RICH.spanId());
    assertThat(told.parentSpanId()).isEqualTo(RICH.parentSpanId());
    assertThat(told.name()).isEqualTo("buy");
    assertThat(told.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(told.startNanos()).isEqualTo(RICH.startNanos());
    assertThat(told.endNanos()).isEqualTo(RICH.endNanos());
    assertThat(told.status()).isEqualTo(StatusCode.ERROR);
    assertThat(told.statusMessage()).isEqualTo("broke");
    assertThat(told.attributes()).containsAll(RICH.attributes());
    assertThat(told.resource().attributes()).containsAll(RICH.resource().attributes());
    assertThat(told.events()).isEqualTo(RICH.events());
    assertThat(told.links())
        .singleElement()
        .satisfies(link -> assertThat(link.spanId()).isEqualTo(4));
  }

  @Test
  void trace_idOfEightBytes_isTheLowHalf() throws Exception {
    assertThat(spans(trace(ByteBuffer.allocate(8).putLong(1).array()))).hasSize(2);
  }

  @Test
  void trace_manySpans_comesTenAtATime() throws Exception {
    List<byte[]> chunks = trace(id(0, 3));

    assertThat(chunks).hasSize(3);
    assertThat(spans(chunks)).hasSize(25);
  }

  @Test
  void search_findsWholeTraces() throws Exception {
    byte[] asked = query("cart", BASE_SECONDS, BASE_SECONDS + 1).toBytes();

    assertThat(spans(calls.call(V2 + "FindTraces", asked)))
        .extracting(Span::name)
        .containsExactlyInAnyOrder("call", "serve");
  }

  @Test
  void services_areTold() {
    assertThat(calls.call(V2 + "GetServices", new byte[0]).getFirst())
        .asString()
        .contains("cart", "large", "shop");
  }

  @Test
  void operations_areToldAsNamesAndWithKinds() {
    byte[] answer = calls.call(V2 + "GetOperations", text(1, "cart").toBytes()).getFirst();

    ProtoFields fields = ProtoFields.read(answer);
    assertThat(fields.text(1)).isEqualTo("serve");
    assertThat(fields.message(2).orElseThrow().text(1)).isEqualTo("serve");
    assertThat(fields.message(2).orElseThrow().text(2)).isEqualTo("server");
  }

  @ParameterizedTest
  @CsvSource({V2, V3})
  void dependencies_areCounted(String service) {
    byte[] asked = times(BASE_SECONDS - 10, BASE_SECONDS + 10).toBytes();

    ProtoFields link =
        ProtoFields.read(calls.call(service + "GetDependencies", asked).getFirst())
            .message(1)
            .orElseThrow();

    assertThat(link.text(1)).isEqualTo("shop");
    assertThat(link.text(2)).isEqualTo("cart");
    assertThat(link.number(3)).hasValue(1);
  }

  @Test
  void archive_trace_pinsIt() {
    assertThat(calls.call(V2 + "ArchiveTrace", bytes(1, id(0, 3)).toBytes()))
        .containsExactly(new byte[0]);

    assertThat(store.pinned(TenantId.DEFAULT)).containsExactly(new TraceId(0, 3));
  }

  @ParameterizedTest
  @CsvSource({"''", V2, V3})
  void health_ofEachService_isServing(String service) {
    String name = service.replace("/", "");
    assertThat(calls.call("grpc.health.v1.Health/Check", text(1, name).toBytes()))
        .containsExactly(new byte[] {8, 1});
  }

  /// Messages in hex: `0a` is field 1 with a length, `08` a number, `22` and `2a` the times.
  @ParameterizedTest
  @CsvSource({
    "GetTrace, '', INVALID_ARGUMENT",
    "GetTrace, 0a00, INVALID_ARGUMENT",
    "GetTrace, 0a0101, INVALID_ARGUMENT",
    "GetTrace, 0a0701020304050607, INVALID_ARGUMENT",
    "GetTrace, 0a080000000000000000, INVALID_ARGUMENT",
    "GetTrace, 0a1000000000000000000000000000000000, INVALID_ARGUMENT",
    "GetTrace, 0a110000000000000000000000000000000001, INVALID_ARGUMENT",
    "GetTrace, 0a080000000000000009, NOT_FOUND",
    "GetTrace, 0aff, INVALID_ARGUMENT",
    "GetTrace, 0a7f01, INVALID_ARGUMENT",
    "GetTrace, 0affffffff0f01, INVALID_ARGUMENT",
    "GetTrace, ff, INVALID_ARGUMENT",
    "GetTrace, 0801, INVALID_ARGUMENT",
    "ArchiveTrace, '', INVALID_ARGUMENT",
    "ArchiveTrace, 0a0101, INVALID_ARGUMENT",
    "ArchiveTrace, 0a080000000000000009, NOT_FOUND",
    "FindTraces, '', INVALID_ARGUMENT",
    "FindTraces, 0a00, INVALID_ARGUMENT",
    "FindTraces, 0a0422020801, INVALID_ARGUMENT",
    "FindTraces, 0a042a020801, INVALID_ARGUMENT",
    "FindTraces, 0a08220208012a020801, INVALID_ARGUMENT",
    "FindTraces, 0a08220208022a020801, INVALID_ARGUMENT",
    "FindTraces, 0a13220208012a02080240ffffffffffffffffff01, INVALID_ARGUMENT",
    "FindTraces, 0a0b220208012a0208021a01ff, INVALID_ARGUMENT",
    "FindTraces, 0a0522030880, INVALID_ARGUMENT",
    "GetOperations, '', INVALID_ARGUMENT",
    "GetOperations, 0a00, INVALID_ARGUMENT",
    "GetOperations, 120473657276, INVALID_ARGUMENT",
    "GetDependencies, '', INVALID_ARGUMENT",
    "GetDependencies, 0a020801, INVALID_ARGUMENT",
    "GetDependencies, 12020801, INVALID_ARGUMENT",
    "GetDependencies, 0a02080212020801, INVALID_ARGUMENT",
    "GetDependencies, 08011001, INVALID_ARGUMENT",
    "GetServices, 07, INVALID_ARGUMENT",
    "GetNothing, '', UNIMPLEMENTED",
  })
  void nonsense_isRefused(String call, String hex, Status.Code code) {
    byte[] message = HexFormat.of().parseHex(hex);

    assertThat(calls.refused(V2 + call, message).getCode()).isEqualTo(code);
  }

  @Test
  void health_unknownService_isNotFound() {
    assertThat(calls.refused("grpc.health.v1.Health/Check", text(1, "x").toBytes()).getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void elsewhere_isUnimplemented() {
    assertThat(calls.refused("some.Service/Call", new ProtoWriter().toBytes()).getCode())
        .isEqualTo(Status.Code.UNIMPLEMENTED);
  }
}
