package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.AppendResult;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.Deletion;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.PinResult;
import dev.clew.store.SpanSeries;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreStatus;
import dev.clew.store.StoreView;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A trace of a hundred thousand spans: a chain ten thousand deep, the rest beside each other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LargeTraceTest {
  private static final int SPANS = 100_000;
  private static final int CHAIN = 10_000;
  private static final String ID = "00000000000000000000000000000001";

  /// Rows of 47 bytes and room for the header.
  private static final int MOST_BYTES = 48 * SPANS;

  private ApiHouse house;

  @BeforeAll
  void open() throws MalformedException {
    byte[] request =
        OtlpWriter.write(IntStream.rangeClosed(1, SPANS).mapToObj(LargeTraceTest::made).toList());
    house =
        ApiHouse.over(
            new OneTrace(OtlpReader.read(request, request.length)),
            QueryLimits.defaults(),
            InstantSource.system());
  }

  /// A store of one trace, whichever is asked for; it takes no time, so that what is measured is
  /// the API.
  private record OneTrace(SpanBatch trace) implements SpanStore {
    @Override
    public SpanBatch fetch(TenantId tenant, TraceId id) {
      return trace;
    }

    @Override
    public StoreView view(TenantId tenant, TimeRange range) {
      throw new UnsupportedOperationException("this store is not searched");
    }

    @Override
    public Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step) {
      throw new UnsupportedOperationException("this store does not count");
    }

    @Override
    public Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step) {
      throw new UnsupportedOperationException("this store does not count");
    }

    @Override
    public AppendResult append(TenantId tenant, SpanRequest request) {
      throw new UnsupportedOperationException("this store is full");
    }

    @Override
    public Deletion delete(TenantId tenant, Set<TraceId> traces) {
      throw new UnsupportedOperationException("this store keeps its trace");
    }

    @Override
    public Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) {
      throw new UnsupportedOperationException("this store keeps its trace");
    }

    @Override
    public List<Deletion> deletions(TenantId tenant) {
      return List.of();
    }

    @Override
    public PinResult pin(TenantId tenant, TraceId id) {
      return PinResult.TOO_LARGE;
    }

    @Override
    public boolean unpin(TenantId tenant, TraceId id) {
      return false;
    }

    @Override
    public Set<TraceId> pinned(TenantId tenant) {
      return Set.of();
    }

    @Override
    public StoreStatus status() {
      return new InMemorySpanStore().status();
    }

    @Override
    public void close() {}
  }

  private static Span made(int number) {
    SpanSketch span =
        span("service " + number % 20, "operation " + number % 50)
            .id(number)
            .at(number * 1000L)
            .with(Attribute.of("number", number));
    return number == 1 ? span.make() : span.parent(number <= CHAIN ? number - 1 : 1).make();
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void columns_largeTrace_areSmallAndQuick() {
    Answer answer = house.get("/api/clew/v1/traces/" + ID + "/columns");
    ColumnsFile columns = ColumnsFile.read(answer.bytes());

    assertThat(columns.count()).isEqualTo(SPANS);
    assertThat(columns.ints("depth")[CHAIN - 1]).isEqualTo(CHAIN - 1);
    assertThat(columns.ints("size")[0]).isEqualTo(SPANS);
    assertThat(columns.header().get("services")).hasSize(20);
    assertThat(answer.bytes()).hasSizeLessThan(MOST_BYTES);
    assertThat(millis(answer, "layout")).isLessThan(20_000);
  }

  private static double millis(Answer answer, String part) {
    Matcher timing =
        Pattern.compile(part + ";dur=([0-9.]+)").matcher(answer.header("server-timing"));
    assertThat(timing.find()).isTrue();
    return Double.parseDouble(timing.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces/1, spanID",
    "/api/v3/traces/1, spanId",
    "/api/clew/v1/traces/00000000000000000000000000000001, spanId"
  })
  void trace_largeTrace_arrivesWhole(String path, String idMember) {
    String trace = house.get(path).text();
    Pattern span =
        Pattern.compile("[{,]\"" + idMember + "\":\"[0-9a-f]{16}\",\"(operationN|n|parentS)");

    assertThat(span.matcher(trace).results().count()).isEqualTo(SPANS);
    assertThat(trace).endsWith("}");
  }
}
