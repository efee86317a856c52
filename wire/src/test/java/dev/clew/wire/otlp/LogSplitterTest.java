package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.clew.model.TraceId;
import dev.clew.testkit.Gen;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogSplitterTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static LogRecord record(int trace, String text) {
    byte[] id = new byte[16];
    id[15] = (byte) trace;
    return LogRecord.newBuilder()
        .setTraceId(ByteString.copyFrom(id))
        .setBody(AnyValue.newBuilder().setStringValue(text))
        .build();
  }

  private static ResourceLogs logs(String url, LogRecord... records) {
    var scope = InstrumentationScope.newBuilder().setName("of " + url);
    return ResourceLogs.newBuilder()
        .setSchemaUrl(url)
        .addScopeLogs(ScopeLogs.newBuilder().setScope(scope).addAllLogRecords(List.of(records)))
        .build();
  }

  private static byte[] request(ResourceLogs... logs) {
    return ExportLogsServiceRequest.newBuilder()
        .addAllResourceLogs(List.of(logs))
        .build()
        .toByteArray();
  }

  @Test
  void records_goToTheirTraces_withResourceAndScope() throws Exception {
    byte[] request =
        request(
            logs("a", record(1, "one"), record(2, "two"), record(1, "three")),
            logs("b", record(1, "four")));

    LogSplitter.Split split = LogSplitter.split(request);

    assertThat(split.records()).isEqualTo(4);
    assertThat(split.traces())
        .extracting(TraceLogs::trace)
        .containsExactly(new TraceId(0, 1), new TraceId(0, 2));
    assertThat(ExportLogsServiceRequest.parseFrom(split.traces().getFirst().request()))
        .isEqualTo(
            ExportLogsServiceRequest.parseFrom(
                request(
                    logs("a", record(1, "one"), record(1, "three")),
                    logs("b", record(1, "four")))));
    assertThat(ExportLogsServiceRequest.parseFrom(split.traces().getLast().request()))
        .isEqualTo(ExportLogsServiceRequest.parseFrom(request(logs("a", record(2, "two")))));
  }

  @Test
  void records_withoutTrace_areCounted() throws Exception {
    LogRecord none = LogRecord.newBuilder().setTimeUnixNano(1).build();
    LogRecord odd = LogRecord.newBuilder().setTraceId(ByteString.copyFrom(new byte[3])).build();

    LogSplitter.Split split =
        LogSplitter.split(request(logs("a", none, odd, record(0, "zero"), record(1, "one"))));

    assertThat(split.withoutTrace()).isEqualTo(3);
    assertThat(split.records()).isEqualTo(1);
  }

  @Test
  void deepBody_isMalformed() {
    AnyValue.Builder body = AnyValue.newBuilder().setStringValue("x");
    for (int depth = 0; depth < 100; depth++) {
      AnyValue inner = body.build();
      body = AnyValue.newBuilder();
      body.getArrayValueBuilder().addValues(inner);
    }
    byte[] request = request(logs("a", record(1, "").toBuilder().setBody(body).build()));

    assertThatThrownBy(() -> LogSplitter.split(request))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("must not nest deeper");
  }

  @Test
  void largeResourceOfManyTraces_isRefused() {
    LogRecord[] records = new LogRecord[120];
    Arrays.setAll(records, i -> record(i + 1, "x"));
    byte[] request = request(logs("u".repeat(1 << 20), records));

    assertThatThrownBy(() -> LogSplitter.split(request))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("16 times");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenBytes_areMalformedOrRead(long seed) {
    var gen = new Gen(seed);
    byte[] request = request(logs("a", record(1, "one"), record(2, "two")), logs("b"));
    for (int i = gen.random().nextInt(4); i >= 0; i--) {
      request[gen.random().nextInt(request.length)] = (byte) gen.random().nextInt(256);
    }
    byte[] part = Arrays.copyOf(request, gen.random().nextInt(request.length + 1));

    try {
      assertThat(LogSplitter.split(part).records()).isBetween(0, 2);
    } catch (MalformedException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
