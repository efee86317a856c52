package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// gRPC's own client asks Jaeger's third generation.
final class JaegerGrpcTest {
  private static final long BASE_SECONDS = SpanSketch.BASE / 1_000_000_000;
  private static ApiHouse house;
  private static ManagedChannel channel;

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
    var engine = new QueryEngine(store, QueryLimits.defaults(), () -> ApiHouse.NOW);
    house =
        ApiHouse.serving((server, meter) ->
            new JaegerGrpc(engine, () -> ApiHouse.NOW, meter).mount(server));
    int port = house.address("/").getPort();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterAll
  static void close() {
    channel.shutdownNow();
    house.close();
  }

  /// Messages as they are.
  private static final class AsBytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<byte[]> call(String name, ProtoWriter request) {
    var method =
        MethodDescriptor.newBuilder(new AsBytes(), new AsBytes())
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("jaeger.api_v3.QueryService/" + name)
            .build();
    var all = new ArrayList<byte[]>();
    ClientCalls.blockingServerStreamingCall(
            channel,
            method,
            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
            request.toBytes())
        .forEachRemaining(all::add);
    return all;
  }

  private static Status refused(String name, ProtoWriter request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> call(name, request))
        .getStatus();
  }

  private static ProtoWriter text(int field, String value) {
    var out = new ProtoWriter();
    out.text(field << 3 | 2, value);
    return out;
  }

  private static void time(ProtoWriter out, int field, long seconds) {
    int mark = out.begin(field << 3 | 2);
    out.varint(1 << 3, seconds);
    out.end(mark);
  }

  private static ProtoWriter query(String service, long from, long to) {
    var out = new ProtoWriter();
    int mark = out.begin(1 << 3 | 2);
    out.text(1 << 3 | 2, service);
    time(out, 4, from);
    time(out, 5, to);
    out.end(mark);
    return out;
  }

  private static List<String> names(List<byte[]> messages) throws IOException {
    var names = new ArrayList<String>();
    for (byte[] message : messages) {
      TracesData.parseFrom(message)
          .getResourceSpansList()
          .forEach(resource ->
              resource
                  .getScopeSpansList()
                  .forEach(scope ->
                      scope.getSpansList().forEach(span -> names.add(span.getName()))));
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
    assertThat(refused("GetTrace", text(1, "x")).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused("GetOperations", noQuery).getDescription())
        .isEqualTo("service must be provided");
    assertThat(refused("FindTraces", noQuery).getDescription())
        .isEqualTo("query must be provided");
    assertThat(refused("FindTraces", text(1, "")).getDescription())
        .isEqualTo("start_time_min must be provided");
    assertThat(refused("FindTraces", query("shop", 5, 5)).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused("GetNothing", noQuery).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }
}
