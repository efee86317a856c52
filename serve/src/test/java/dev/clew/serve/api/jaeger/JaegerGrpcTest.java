package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.jaeger.JaegerCalls.query;
import static dev.clew.serve.api.jaeger.JaegerCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// gRPC's own client asks Jaeger's third generation.
final class JaegerGrpcTest {
  private static final long BASE_SECONDS = SpanSketch.BASE / 1_000_000_000;
  private static JaegerCalls calls;

  @BeforeAll
  static void open() {
    var store = new InMemorySpanStore();
    store.add(
        TenantId.DEFAULT,
        List.of(
            SpanSketch.span("shop", "buy").kind(SpanKind.SERVER).make(),
            SpanSketch.span("shop", "look").id(2).with(Attribute.of("a", "b")).make(),
            SpanSketch.span("cart", "add").trace(2).make()));
    store.add(
        TenantId.DEFAULT,
        IntStream.rangeClosed(1, 1200)
            .mapToObj(id -> SpanSketch.span("large", "x").trace(3).id(id).make())
            .toList());
    calls = new JaegerCalls(store);
  }

  @AfterAll
  static void close() {
    calls.close();
  }

  private static List<byte[]> call(String name, ProtoWriter request) {
    return calls.call(JaegerCalls.V3 + name, request.toBytes());
  }

  private static Status refused(String name, ProtoWriter request) {
    return calls.refused(JaegerCalls.V3 + name, request.toBytes());
  }

  private static List<String> names(List<byte[]> messages) throws IOException {
    var names = new ArrayList<String>();
    for (byte[] message : messages) {
      TracesData.parseFrom(message)
          .getResourceSpansList()
          .forEach(resource ->
              resource
                  .getScopeSpansList()
                  .forEach(
                      scope -> scope.getSpansList().forEach(span -> names.add(span.getName()))));
    }
    return names;
  }

  @Test
  void services_areTold() {
    String answer =
        new String(call("GetServices", new ProtoWriter()).getFirst(), StandardCharsets.UTF_8);

    assertThat(answer).isEqualTo("\n\4cart\n\5large\n\4shop");
  }

  @Test
  void operations_ofAKind_areTold() {
    ProtoWriter request = text(1, "shop");
    request.text(2 << 3 | 2, "server");

    assertThat(new String(call("GetOperations", request).getFirst(), StandardCharsets.UTF_8))
        .isEqualTo("\n\15\n\3buy\22\6server");
  }

  @Test
  void trace_isOtlp() throws IOException {
    assertThat(names(call("GetTrace", text(1, "1")))).containsExactlyInAnyOrder("buy", "look");
  }

  @Test
  void trace_thatIsLarge_comesInParts() throws IOException {
    List<byte[]> parts = call("GetTrace", text(1, "3"));

    assertThat(parts).hasSize(3);
    assertThat(names(parts)).hasSize(1200);
  }

  @Test
  void search_findsWholeTraces() throws IOException {
    assertThat(names(call("FindTraces", query("shop", BASE_SECONDS, BASE_SECONDS + 1))))
        .containsExactlyInAnyOrder("buy", "look");
    assertThat(call("FindTraces", query("shop", BASE_SECONDS + 1, BASE_SECONDS + 2))).isEmpty();
  }

  @Test
  void nonsense_isRefused() {
    var noQuery = new ProtoWriter();

    assertThat(refused("GetTrace", text(1, "9")).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refused("GetTrace", text(1, "x")).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused("GetOperations", noQuery).getDescription())
        .isEqualTo("service must be provided");
    assertThat(refused("FindTraces", noQuery).getDescription()).isEqualTo("query must be provided");
    assertThat(refused("FindTraces", text(1, "")).getDescription())
        .isEqualTo("start_time_min must be provided");
    assertThat(refused("FindTraces", query("shop", 5, 5)).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused("GetNothing", noQuery).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void summaries_areTold() throws IOException {
    byte[] answer =
        call("FindTraceSummaries", query("cart", BASE_SECONDS, BASE_SECONDS + 1)).getFirst();

    ProtoFields summary = ProtoFields.read(answer).message(1).orElseThrow();
    assertThat(summary.text(1)).isEqualTo("00000000000000000000000000000002");
    assertThat(List.of(summary.text(2), summary.text(3))).containsExactly("cart", "add");
    assertThat(summary.number(6)).hasValue(1);
    assertThat(summary.message(9).orElseThrow().text(1)).isEqualTo("cart");
    assertThat(call("FindTraceSummaries", query("nobody", 1, 2))).isEmpty();
  }

  @Test
  void dependencies_withoutTimes_areRefused() {
    assertThat(refused("GetDependencies", new ProtoWriter()).getDescription())
        .isEqualTo("StartTime and EndTime must be initialized");
  }
}
