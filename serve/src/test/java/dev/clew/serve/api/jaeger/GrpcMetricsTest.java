package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// gRPC's own client asks for the numbers that Jaeger's monitor page shows.
final class GrpcMetricsTest {
  private static final long END_SECONDS = 1767312030;
  private static JaegerCalls calls;

  @BeforeAll
  static void open() {
    var store = new InMemorySpanStore();
    store.add(
        TenantId.DEFAULT,
        List.of(
            call("buy", 1).lasting(10_000_000).make(),
            call("buy", 2).lasting(20_000_000).status(StatusCode.ERROR, "no").make(),
            call("look", 3).lasting(30_000_000).make(),
            call("look", 4).lasting(40_000_000).at(10_000_000_000L).make(),
            call("ask", 5).kind(SpanKind.CLIENT).make()));
    calls = new JaegerCalls(store);
  }

  private static SpanSketch call(String name, long id) {
    return SpanSketch.span("shop", name).trace(id).kind(SpanKind.SERVER);
  }

  @AfterAll
  static void close() {
    calls.close();
  }

  /// A question for four steps of ten seconds.
  private static byte[] question(Consumer<ProtoWriter> base, double quantile) {
    var out = new ProtoWriter();
    int mark = out.begin(1 << 3 | 2);
    out.text(1 << 3 | 2, "shop");
    JaegerCalls.time(out, 3, END_SECONDS);
    JaegerCalls.time(out, 4, 40);
    JaegerCalls.time(out, 5, 10);
    base.accept(out);
    out.end(mark);
    out.fixed64(2 << 3 | 1, Double.doubleToLongBits(quantile));
    return out.toBytes();
  }

  private static ProtoFields family(String call, byte[] question) {
    byte[] answer = calls.call(GrpcMetrics.NAME + "/" + call, question).getFirst();
    return ProtoFields.read(answer).message(1).orElseThrow();
  }

  private static String values(ProtoFields family) {
    ProtoFields metric = family.message(5).orElseThrow();
    return String.join(
        " ",
        metric.all(2).stream()
            .map(point -> Double.toString(point.message(2).orElseThrow().real(1)))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "GetCallRates, 0, 0.0 0.3 0.1 0.0",
    "GetErrorRates, 0, NaN 0.3333333333333333 0.0 NaN",
    "GetCallRates, 3, 0.0 0.1 0.0 0.0"
  })
  void numbers_areThoseOfTheHttpApi(String call, int kind, String expected) {
    byte[] question =
        question(
            base -> {
              if (kind > 0) {
                base.varint(7 << 3, kind);
              }
            },
            0);

    assertThat(values(family(call, question))).isEqualTo(expected);
  }

  @Test
  void latencies_areWithinOneSixtyFourth() {
    String[] points = values(family("GetLatencies", question(_ -> {}, 0.5))).split(" ", -1);

    assertThat(points[0]).isEqualTo("NaN");
    assertThat(Double.parseDouble(points[1])).isBetween(20.0, 20.0 * 65 / 64);
  }

  @Test
  void family_saysWhatItIsOf() {
    ProtoFields family = family("GetErrorRates", question(base -> base.varint(2 << 3, 1), 0));

    assertThat(family.text(1)).isEqualTo("service_operation_error_rate");
    assertThat(family.number(2)).hasValue(1);
    ProtoFields first = family.all(5).getFirst();
    assertThat(first.all(1))
        .extracting(label -> label.text(1) + "=" + label.text(2))
        .containsExactly("operation=buy", "service_name=shop");
    assertThat(first.all(2).getFirst().nanos(8)).contains((END_SECONDS - 30) * 1_000_000_000L);
  }

  @Test
  void kinds_packed_areRead() {
    byte[] question = question(base -> base.bytes(7 << 3 | 2, new byte[] {2, 3}), 0);

    assertThat(values(family("GetCallRates", question))).isEqualTo("0.0 0.4 0.1 0.0");
  }

  @Test
  void minStep_isWhatTheStoreCountsBy() {
    byte[] answer = calls.call(GrpcMetrics.NAME + "/GetMinStepDuration", new byte[0]).getFirst();

    assertThat(ProtoFields.read(answer).nanos(1)).contains(10_000_000_000L);
  }

  /// Each is a message in hex digits: no base, no service, times and steps that cannot be, kinds
  /// that there are not, messages that end within a field, wire types that do not exist.
  @ParameterizedTest
  @CsvSource({
    "GetCallRates, ''",
    "GetErrorRates, ''",
    "GetLatencies, ''",
    "GetCallRates, 0a00",
    "GetCallRates, 0a020a00",
    "GetCallRates, 0a",
    "GetCallRates, 0aff",
    "GetCallRates, 0a050a0161",
    "GetCallRates, 0a070a01613a02ff",
    "GetCallRates, 0a050a01613806",
    "GetCallRates, 0a060a01613a0106",
    "GetCallRates, 0a0e0a016138ffffffffffffffffff01",
    "GetCallRates, 0a0a0a01611a050880",
    "GetCallRates, 0a100a01611a0b08ffffffffffffffffff01",
    "GetCallRates, 0a100a0161220b08ffffffffffffffffff01",
    "GetCallRates, 0a100a01612a0b08ffffffffffffffffff01",
    "GetCallRates, 0a070a016122020800",
    "GetCallRates, 0a0b0a0161220608808080802f",
    "GetLatencies, 0a030a016111000000000000f0bf",
    "GetLatencies, 0a030a0161110000000000000040",
    "GetLatencies, 0a030a016111000000000000f87f",
    "GetLatencies, 0a030a01611100",
    "GetMinStepDuration, 0a",
    "GetCallRates, 0f",
    "GetCallRates, 07"
  })
  void message_malformed_isRefused(String call, String hex) {
    Status status = calls.refused(GrpcMetrics.NAME + "/" + call, HexFormat.of().parseHex(hex));

    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isNotBlank();
  }
}
