package dev.clew.bench.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.util.EventLoopGroups;
import dev.clew.bench.FakeReceiver;
import dev.clew.bench.FakeReceiver.Answer;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExporterTest {
  private static final EventLoopGroup LOOPS = EventLoopGroups.newEventLoopGroup(1);

  @AfterAll
  static void stop() {
    LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void export_anyEncoding_arrives(Encoding encoding) throws IOException {
    var request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    scope.addSpansBuilder().setName("one");
    scope.addSpansBuilder().setName("two");
    byte[] body = Compression.compress(request.build().toByteArray(), encoding);

    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      assertThat(export(receiver.endpoint(), encoding, body)).isEqualTo(new Outcome.Acknowledged());
      assertThat(receiver.ackedSpans()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void export_retryableStatus_mayBeSentAgain(int status) throws IOException {
    assertThat(answered(Answer.of(status)))
        .isInstanceOfSatisfying(
            Outcome.Retryable.class,
            outcome -> assertThat(outcome.reason()).contains(Integer.toString(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 500})
  void export_otherStatus_isRefused(int status) throws IOException {
    assertThat(answered(Answer.of(status))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void export_retryAfter_isPassedOn() throws IOException {
    var busy = new Answer(503, "3", ExportTraceServiceResponse.getDefaultInstance());

    assertThat(answered(busy))
        .isInstanceOfSatisfying(
            Outcome.Retryable.class,
            outcome -> assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(3)));
  }

  @Test
  void export_noReceiver_mayBeSentAgain() throws IOException {
    URI gone;
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      gone = receiver.endpoint();
    }

    assertThat(export(gone, Encoding.IDENTITY, new byte[0])).isInstanceOf(Outcome.Retryable.class);
  }

  private static Outcome answered(Answer answer) throws IOException {
    try (var receiver = new FakeReceiver(_ -> answer)) {
      return export(receiver.endpoint(), Encoding.IDENTITY, new byte[0]);
    }
  }

  private static Outcome export(URI endpoint, Encoding encoding, byte[] body) {
    try (Exporter exporter = Exporter.open(Protocol.HTTP, endpoint, encoding, LOOPS)) {
      return exporter.export(body);
    }
  }
}
