package dev.clew.serve.grpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import dev.clew.collect.Receipt;
import dev.clew.serve.http.Receiver;
import dev.clew.serve.http.TestHouse;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OTLP over gRPC as gRPC's own client meets it.
class OtlpGrpcTest {
  private static final ExportTraceServiceRequest REQUEST = request("GET /basket");

  private final List<Encoding> encodings = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private TestHouse house(Receiver receiver) {
    Receiver noting =
        (tenant, body, encoding, format) -> {
          encodings.add(encoding);
          return receiver.receive(tenant, body, encoding, format);
        };
    var house = new TestHouse(noting, Map.of("receive.max-request-size", "64KiB"));
    opened.add(house);
    return house;
  }

  private TestHouse house(Receipt receipt) {
    return house((_, _, _, _) -> receipt);
  }

  private ManagedChannel channel(TestHouse house) {
    CompressorRegistry compressors = CompressorRegistry.getDefaultInstance();
    compressors.register(new Zstd());
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", house.grpcPort())
            .usePlaintext()
            .compressorRegistry(compressors)
            .decompressorRegistry(DecompressorRegistry.getDefaultInstance())
            .build();
    opened.add(() -> channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS));
    return channel;
  }

  private TraceServiceGrpc.TraceServiceBlockingStub client(TestHouse house) {
    return TraceServiceGrpc.newBlockingStub(channel(house)).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private StatusRuntimeException failure(TestHouse house, ExportTraceServiceRequest request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> client(house).export(request));
  }

  private static com.google.rpc.Status details(StatusRuntimeException failure) {
    return requireNonNull(StatusProto.fromThrowable(failure), "a failure has a status");
  }

  @Test
  void export_stored_isOkWithoutPartialSuccess() {
    TestHouse house = house(new Receipt.Stored(1));

    ExportTraceServiceResponse response = client(house).export(REQUEST);

    assertThat(response).isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(house.bodies).containsExactly(REQUEST.toByteArray());
  }

  @Test
  void export_nothing_isOk() {
    TestHouse house = house(new Receipt.Stored(0));

    client(house).export(ExportTraceServiceRequest.getDefaultInstance());

    assertThat(house.bodies).containsExactly(new byte[0]);
  }

  @Test
  void export_partlyStored_saysHowManyAndWhy() {
    TestHouse house = house(new Receipt.PartlyStored(5, 2, "ids of zero"));

    var partial = client(house).export(REQUEST).getPartialSuccess();

    assertThat(partial.getRejectedSpans()).isEqualTo(2);
    assertThat(partial.getErrorMessage()).isEqualTo("ids of zero");
  }

  @ParameterizedTest
  @CsvSource({"gzip, GZIP", "zstd, ZSTD"})
  void export_compressed_isHandedOverAsSent(String name, Encoding encoding) throws Exception {
    TestHouse house = house(new Receipt.Stored(1));

    client(house).withCompression(name).export(REQUEST);

    assertThat(encodings).containsExactly(encoding);
    assertThat(Inflation.inflate(house.bodies.getFirst(), encoding, 1 << 20))
        .isEqualTo(REQUEST.toByteArray());
  }

  @Test
  void export_refused_isUnavailableWithRetryInfo() throws Exception {
    TestHouse house = house(new Receipt.Refused("disk full: 100 %, ä", Duration.ofMillis(1_500)));

    StatusRuntimeException failure = failure(house, REQUEST);

    com.google.rpc.Status details = details(failure);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure.getStatus().getDescription()).isEqualTo("disk full: 100 %, ä");
    assertThat(details.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(2);
  }

  @Test
  void export_malformed_isInvalidArgumentForGood() {
    StatusRuntimeException failure = failure(house(new Receipt.Malformed("no tag 9")), REQUEST);

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription()).isEqualTo("no tag 9");
    assertThat(details(failure).getDetailsList()).isEmpty();
  }

  @Test
  void export_oversized_isInvalidArgumentForGood() {
    TestHouse house = house(new Receipt.Stored(1));

    StatusRuntimeException failure = failure(house, request("x".repeat(65 << 10)));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(details(failure).getDetailsList()).isEmpty();
    assertThat(house.bodies).isEmpty();
  }

  @Test
  void export_oversizedOnceInflated_isInvalidArgumentForGood() {
    StatusRuntimeException failure =
        failure(house(new Receipt.TooLarge("inflates to more")), REQUEST);

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(details(failure).getDetailsList()).isEmpty();
  }

  @Test
  void export_receiverThatThrows_isUnavailableAndTellsNothing() {
    TestHouse house =
        house((_, _, _, _) -> {
          throw new IllegalStateException("a bug");
        });

    StatusRuntimeException failure = failure(house, REQUEST);

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure.getStatus().getDescription()).doesNotContain("a bug");
  }

  @Test
  void otherSignal_isUnimplementedAndSaysWhatIsTaken() {
    var logs = LogsServiceGrpc.newBlockingStub(channel(house(new Receipt.Stored(1))));

    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> logs.export(ExportLogsServiceRequest.getDefaultInstance()));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(failure.getStatus().getDescription()).contains("TraceService/Export");
  }

  private static ExportTraceServiceRequest request(String name) {
    Span span =
        Span.newBuilder().setTraceId(ByteString.copyFrom(new byte[16])).setName(name).build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  /// What collectors send and gRPC for Java lacks.
  private static final class Zstd implements Codec {
    @Override
    public String getMessageEncoding() {
      return "zstd";
    }

    @Override
    public OutputStream compress(OutputStream plain) throws IOException {
      return new ZstdOutputStream(plain);
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
      return new ZstdInputStream(compressed);
    }
  }
}
