package dev.clew.serve.grpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.serve.http.TestHouse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Jaeger's `PostSpans` as gRPC's own client meets it.
class JaegerGrpcTest {
  private static final byte[] REQUEST = {1, 2, 3};

  private static Status failure(Receipt receipt) {
    try (var house = new TestHouse((_, _, _, _) -> receipt, Map.of())) {
      StatusRuntimeException failure =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> JaegerCalls.post(house.jaegerGrpcPort(), REQUEST));
      return requireNonNull(failure, "a failure was expected").getStatus();
    }
  }

  @Test
  void spans_stored_areAnsweredByAnEmptyMessage() {
    try (TestHouse house = TestHouse.storing()) {
      assertThat(JaegerCalls.post(house.jaegerGrpcPort(), REQUEST)).isEmpty();

      assertThat(house.bodies).containsExactly(REQUEST);
      assertThat(house.formats).containsExactly(Format.JAEGER_PROTO);
    }
  }

  @Test
  void spans_ofWhichSomeAreRejected_areAccepted() {
    Receipt receipt = new Receipt.PartlyStored(2, 1, "no");
    try (var house = new TestHouse((_, _, _, _) -> receipt, Map.of())) {
      assertThat(JaegerCalls.post(house.jaegerGrpcPort(), REQUEST)).isEmpty();
    }
  }

  @Test
  void spans_ofWhichAllAreRejected_areInvalid() {
    Status status = failure(new Receipt.PartlyStored(0, 1, "must not start in the future"));

    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isEqualTo("must not start in the future");
  }

  @Test
  void malformed_isInvalid() {
    assertThat(failure(new Receipt.Malformed("no")).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void refused_isUnavailable() {
    assertThat(failure(new Receipt.Refused("full", Duration.ofSeconds(1))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }
}
