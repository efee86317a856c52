package dev.clew.bench.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.Server;
import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcExporterTest {
  private static final EventLoopGroup LOOPS = EventLoopGroups.newEventLoopGroup(1);
  private static final AtomicReference<Receiver> RECEIVER = new AtomicReference<>();
  private static final Server SERVER =
      Server.builder()
          .service(
              "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
              (_, request) ->
                  HttpResponse.of(request.aggregate().thenApply(GrpcExporterTest::answer)))
          .build();

  @BeforeAll
  static void start() {
    SERVER.start().join();
  }

  @AfterAll
  static void stop() {
    SERVER.stop().join();
    LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void export_zstd_isFramedAsGrpc() throws InterruptedException {
    BlockingQueue<AggregatedHttpRequest> received = new LinkedBlockingQueue<>();

    Outcome outcome =
        export(request -> {
          received.add(request);
          return ok(0, 0, 0, 0, 0);
        });

    AggregatedHttpRequest request = received.take();
    assertThat(outcome).isEqualTo(new Outcome.Acknowledged());
    assertThat(request.headers().get("grpc-encoding", "")).isEqualTo("zstd");
    assertThat(request.headers().get("content-type", "")).isEqualTo("application/grpc");
    assertThat(request.content().array()).containsExactly(1, 0, 0, 0, 2, 'h', 'i');
  }

  @Test
  void export_partialSuccess_isPartlyRejected() {
    assertThat(export(_ -> ok(0, 0, 0, 0, 4, 10, 2, 8, 5)))
        .isEqualTo(new Outcome.PartlyRejected(5, ""));
  }

  @Test
  void export_successWithoutAMessage_isNotAcknowledged() {
    assertThat(export(_ -> ok())).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10, 11, 14, 15})
  void export_retryableStatus_mayBeSentAgain(int status) {
    assertThat(export(_ -> failure(status, ""))).isInstanceOf(Outcome.Retryable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 8, 12, 13, 16})
  void export_otherStatus_isRefused(int status) {
    assertThat(export(_ -> failure(status, ""))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void export_exhaustedWithRetryInfo_mayBeSentAgainThen() {
    var info = RetryInfo.newBuilder();
    info.getRetryDelayBuilder().setSeconds(2);
    Status status = Status.newBuilder().addDetails(Any.pack(info.build())).build();
    String details = Base64.getEncoder().encodeToString(status.toByteArray());

    assertThat(export(_ -> failure(8, details)))
        .isInstanceOfSatisfying(
            Outcome.Retryable.class,
            outcome -> assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(2)));
  }

  @Test
  void export_plainHttpError_isRefused() {
    assertThat(export(_ -> HttpResponse.of(404)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, outcome -> assertThat(outcome.reason()).contains("404"));
  }

  private interface Receiver {
    HttpResponse answer(AggregatedHttpRequest request);
  }

  private static HttpResponse answer(AggregatedHttpRequest request) {
    return RECEIVER.get().answer(request);
  }

  private static Outcome export(Receiver receiver) {
    RECEIVER.set(receiver);
    URI endpoint = URI.create("http://127.0.0.1:" + SERVER.activeLocalPort());
    try (Exporter exporter = Exporter.open(Protocol.GRPC, endpoint, Encoding.ZSTD, LOOPS)) {
      return exporter.export(new byte[] {'h', 'i'});
    }
  }

  private static HttpResponse ok(int... frame) {
    byte[] bytes = new byte[frame.length];
    for (int at = 0; at < frame.length; at++) {
      bytes[at] = (byte) frame[at];
    }
    return HttpResponse.of(
        ResponseHeaders.of(200), HttpData.wrap(bytes), HttpHeaders.of("grpc-status", "0"));
  }

  private static HttpResponse failure(int status, String details) {
    return HttpResponse.of(
        ResponseHeaders.of(200)
            .withMutations(headers ->
                headers
                    .add("grpc-status", Integer.toString(status))
                    .add("grpc-status-details-bin", details)));
  }
}
