package dev.clew.bench.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  @Test
  void success_emptyBody_isAcknowledged() {
    assertThat(Answers.success(new byte[0])).isEqualTo(new Outcome.Acknowledged());
  }

  @Test
  void success_warningWithoutRejectedSpans_isAcknowledged() {
    var response = ExportTraceServiceResponse.newBuilder();
    response.getPartialSuccessBuilder().setErrorMessage("please use zstd");

    assertThat(Answers.success(response.build().toByteArray()))
        .isEqualTo(new Outcome.Acknowledged());
  }

  @Test
  void success_rejectedSpans_saysHowManyAndWhy() {
    var response = ExportTraceServiceResponse.newBuilder();
    response.getPartialSuccessBuilder().setRejectedSpans(300).setErrorMessage("zero ids");

    assertThat(Answers.success(response.build().toByteArray()))
        .isEqualTo(new Outcome.PartlyRejected(300, "zero ids"));
  }

  @Test
  void success_bytesThatAreNoAnswer_isNotAcknowledged() {
    assertThat(Answers.success(new byte[] {10, 127})).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"3,3", "' 5 ',5", "-1,0", "86400,60", "'',0", "'Wed, 21 Oct 2026 07:28:00 GMT',0"})
  void retryAfter_anyHeader_isSecondsWithinAMinute(String header, long seconds) {
    assertThat(Answers.retryAfter(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void retryDelay_retryInfo_isRead() {
    var info = RetryInfo.newBuilder();
    info.getRetryDelayBuilder().setSeconds(2).setNanos(500_000_000);
    Status status = Status.newBuilder().setCode(8).addDetails(Any.pack(info.build())).build();
    String trailer = Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray());

    assertThat(Answers.retryDelay(trailer)).contains(Duration.ofMillis(2500));
  }

  @ParameterizedTest
  @CsvSource({"''", "CAgSBGZ1bGw", "not base64!", "Cg"})
  void retryDelay_noRetryInfo_isEmpty(String trailer) {
    assertThat(Answers.retryDelay(trailer)).isEmpty();
  }
}
