package dev.clew.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.clew.collect.Receipt;
import dev.clew.serve.http.GrpcCode;
import dev.clew.serve.http.TestHouse;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that no gRPC library would send, over plain HTTP/2.
class HostileGrpcTest {
  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final byte[] MESSAGE = {10, 0};

  private final TestHouse house =
      new TestHouse(
          (_, _, _, _) -> new Receipt.Stored(1), Map.of("receive.max-request-size", "64KiB"));

  @AfterEach
  void close() {
    house.close();
  }

  private AggregatedHttpResponse send(RequestHeaders headers, HttpData... body) {
    WebClient client = WebClient.of("h2c://127.0.0.1:" + house.grpcPort());
    return client.execute(HttpRequest.of(headers, body)).aggregate().join();
  }

  private AggregatedHttpResponse export(byte[] body) {
    return send(headers().build(), HttpData.wrap(body));
  }

  private static RequestHeadersBuilder headers() {
    return RequestHeaders.builder(HttpMethod.POST, EXPORT)
        .add("content-type", "application/grpc")
        .add("te", "trailers");
  }

  private static byte[] frame(int flag, int length, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(length)
        .put(message)
        .array();
  }

  private void assertRefused(AggregatedHttpResponse response, GrpcCode code, String why) {
    assertThat(response.status()).isEqualTo(HttpStatus.OK);
    assertThat(response.headers().get("grpc-status")).isEqualTo("" + code.number());
    assertThat(response.headers().get("grpc-message")).contains(why);
    assertThat(house.bodies).isEmpty();
    assertThat(house.budget.inUse()).isZero();
  }

  @Test
  void frame_inManyPieces_isTaken() {
    byte[] frame = frame(0, 2, MESSAGE);
    HttpData[] pieces = new HttpData[frame.length];
    for (int i = 0; i < frame.length; i++) {
      pieces[i] = HttpData.wrap(frame, i, 1);
    }

    AggregatedHttpResponse response = send(headers().build(), pieces);

    assertThat(response.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(house.bodies).containsExactly(MESSAGE);
  }

  @Test
  void twoMessages_areRefused() {
    byte[] two =
        ByteBuffer.allocate(14).put(frame(0, 2, MESSAGE)).put(frame(0, 2, MESSAGE)).array();

    assertRefused(export(two), GrpcCode.INVALID_ARGUMENT, "needs one message");
  }

  @Test
  void frame_cutOff_isRefused() {
    assertRefused(export(frame(0, 100, MESSAGE)), GrpcCode.INVALID_ARGUMENT, "100 bytes, 2 came");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void frame_of2GiBAndMoreBySay_isRefused(int length) {
    assertRefused(export(frame(0, length, MESSAGE)), GrpcCode.INVALID_ARGUMENT, "2 came");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void prefix_cutOff_isRefused(int bytes) {
    assertRefused(export(new byte[bytes]), GrpcCode.INVALID_ARGUMENT, "prefix of 5 bytes");
  }

  @Test
  void body_thatIsNotThere_isRefused() {
    assertRefused(send(headers().build()), GrpcCode.INVALID_ARGUMENT, "prefix of 5 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 128, 255})
  void flag_unknown_isRefused(int flag) {
    assertRefused(export(frame(flag, 2, MESSAGE)), GrpcCode.INVALID_ARGUMENT, "0 or 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brotli", "x-snappy-framed", "br", ""})
  void compressed_otherwise_isUnimplementedAndNamesWhatIsNot(String encoding) {
    AggregatedHttpResponse response =
        send(headers().add("grpc-encoding", encoding).build(), HttpData.wrap(frame(1, 2, MESSAGE)));

    assertRefused(
        response, GrpcCode.UNIMPLEMENTED, "needs grpc-encoding gzip, zstd, deflate, snappy or lz4");
    assertThat(response.headers().get("grpc-accept-encoding"))
        .isEqualTo("identity,gzip,zstd,deflate,snappy,lz4");
  }

  @Test
  void compressed_withoutSayingHow_isUnimplemented() {
    assertRefused(export(frame(1, 2, MESSAGE)), GrpcCode.UNIMPLEMENTED, "got none");
  }

  @Test
  void plainMessage_underACompressedCall_isTakenAsItIs() {
    AggregatedHttpResponse response =
        send(headers().add("grpc-encoding", "gzip").build(), HttpData.wrap(frame(0, 2, MESSAGE)));

    assertThat(response.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(house.bodies).containsExactly(MESSAGE);
  }

  @Test
  void unknownMethod_isUnimplemented() {
    RequestHeaders headers =
        RequestHeaders.of(HttpMethod.POST, "/some.Service/Do", "content-type", "application/grpc");

    assertRefused(send(headers), GrpcCode.UNIMPLEMENTED, "/some.Service/Do");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/html", "application/grpc-web"})
  void otherContentType_isNoGrpcCall(String type) {
    RequestHeaders headers = RequestHeaders.of(HttpMethod.POST, EXPORT, "content-type", type);

    assertThat(send(headers).status()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    assertThat(house.bodies).isEmpty();
  }

  @Test
  void healthCheck_saysServing() {
    RequestHeaders headers =
        RequestHeaders.of(
            HttpMethod.POST, "/grpc.health.v1.Health/Check", "content-type", "application/grpc");

    AggregatedHttpResponse response = send(headers, HttpData.wrap(frame(0, 0, new byte[0])));

    assertThat(response.content().array()).isEqualTo(frame(0, 2, new byte[] {8, 1}));
  }
}
