package dev.clew.serve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Zipkin's parameters come to in TraceQL.
final class ZipkinSearchTest {
  private static final String TIMED = "span.otel.zipkin.absentField.startTime = nil";
  private static final String FOREIGN = "instrumentation.zipkin.format = nil";
  private static final String OWN = "instrumentation.zipkin.format != nil";
  private static final String FAILED = "(status = error && span.otel.status_code = nil)";

  private static ZipkinSearch read(String parameters) {
    return ZipkinSearch.read(
        QueryParams.fromQueryString(parameters), Instant.ofEpochMilli(5_000), Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit=5 | ``",
        "spanName=all | ``",
        "serviceName=shop | `resource.service.name = \"shop\" && `",
        "serviceName=Shop | `resource.service.name = \"shop\" || resource.service.name = \"Shop\" && `",
        "spanName=get+%22a%22 | `name = \"get \\\"a\\\"\" && `",
        "minDuration=1500 | `duration >= 1ms500us && `",
        "minDuration=1&maxDuration=2 | `duration >= 1us && duration <= 2us999ns && `",
        "annotationQuery=ws | `event:name = \"ws\" || event.zipkin.annotation = \"ws\" || span.ws != nil || resource.ws != nil && `",
        "annotationQuery=error | `event:name = \"error\" || event.zipkin.annotation = \"error\" || span.error != nil || resource.error != nil || FAILED && `",
        "annotationQuery=a%3Db | `span.a = \"b\" || resource.a = \"b\" && `",
        "annotationQuery=a%3Db%3Dc | `span.a = \"b=c\" || resource.a = \"b=c\" && `",
        "annotationQuery=a%3D5 | `span.a = \"5\" || resource.a = \"5\" || span.a = 5 || resource.a = 5 && `",
        "annotationQuery=a%3D | `event:name = \"a\" || event.zipkin.annotation = \"a\" || span.a != nil || resource.a != nil && `",
        "annotationQuery=error%3Dtrue | `span.error = \"true\" || resource.error = \"true\" || span.error = true || resource.error = true || (OWN && FAILED && span.error = nil) || (FOREIGN && FAILED && statusMessage = \"true\") && `",
        "annotationQuery=error%3Dno | `span.error = \"no\" || resource.error = \"no\" || (FOREIGN && FAILED && statusMessage = \"no\") && `",
        "annotationQuery=otel.status_code%3DOK | `span.otel.status_code = \"OK\" || resource.otel.status_code = \"OK\" || (FOREIGN && status = ok) && `",
        "annotationQuery=span.kind%3Dinternal | `span.span.kind = \"internal\" || resource.span.kind = \"internal\" || kind = internal && `",
        "annotationQuery=otel.scope.name%3Dlib | `span.otel.scope.name = \"lib\" || resource.otel.scope.name = \"lib\" || instrumentation:name = \"lib\" && `",
        "annotationQuery=peer.service | `event:name = \"peer.service\" || event.zipkin.annotation = \"peer.service\" || (span.peer.service != nil && (FOREIGN || span.zipkin.peer.service != nil)) || resource.peer.service != nil && `",
        "annotationQuery=network.peer.port%3Dx | `span.network.peer.port = \"x\" && (FOREIGN || span.zipkin.network.peer.port != nil) || resource.network.peer.port = \"x\" && `",
        "annotationQuery=service.name%3Dx | `span.service.name = \"x\" && `",
        "annotationQuery=span.kind | `event:name = \"span.kind\" || event.zipkin.annotation = \"span.kind\" || span.span.kind != nil || resource.span.kind != nil || kind = internal && `",
        "annotationQuery=%3Dx | `false && `",
        "annotationQuery=a%3Db+and+c%3Dd | `span.a = \"b\" || resource.a = \"b\" && (span.c = \"d\" || resource.c = \"d\") && `"
      })
  void parameters_areTraceQl(String parameters, String filters) {
    assertThat(TraceQl.print(read(parameters).query()))
        .isEqualTo("{ " + spelledOut(filters) + TIMED + " }");
  }

  private static String spelledOut(String filters) {
    return filters.replace("FAILED", FAILED).replace("FOREIGN", FOREIGN).replace("OWN", OWN);
  }

  @Test
  void remoteService_isWhateverNamesTheOtherSide() {
    String query = TraceQl.print(read("remoteServiceName=db").query());

    assertThat(query)
        .contains("span.zipkin.peer.service = \"db\" && " + OWN)
        .contains("span.peer.service = \"db\"")
        .contains("span.server.address = \"db\" && (" + FOREIGN)
        .contains("kind = client || kind = producer");
  }

  @ParameterizedTest
  @CsvSource({
    "annotationQuery=a%20b%22%0Ay and error=",
    "remoteServiceName=%5C",
    "annotationQuery=a%3D-5 and b%3D1e3",
    "minDuration=9223372036854775807"
  })
  void anyParameters_readBackAsTheSame(String parameters) {
    Query query = read(parameters).query();

    assertThat(TraceQl.parse(TraceQl.print(query))).isEqualTo(new Parsed.Valid(query));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 5000001000",
    "lookback=2000, 3000000000, 5000001000",
    "endTs=4000&lookback=1, 3999000000, 4000001000",
    "endTs=9223372036854775807&lookback=9223372036854775807, 0, 9223372036853001000",
  })
  void window_endsBothCount(String parameters, long start, long end) {
    assertThat(read(parameters).toSearch().range()).isEqualTo(new TimeRange(start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "endTs=0, endTs <= 0",
    "endTs=-1, endTs <= 0",
    "endTs=x, 'endTs needs a whole number, got \"x\"'",
    "endTs=1.5, 'endTs needs a whole number, got \"1.5\"'",
    "lookback=0, lookback <= 0",
    "lookback=1d, 'lookback needs a whole number, got \"1d\"'",
    "limit=0, limit <= 0",
    "limit=-5, limit <= 0",
    "limit=many, 'limit needs a whole number, got \"many\"'",
    "minDuration=0, minDuration <= 0",
    "minDuration=-1, minDuration <= 0",
    "minDuration=9223372036854775808, 'minDuration needs a whole number, got \"9223372036854775808\"'",
    "maxDuration=5, maxDuration is only valid with minDuration",
    "minDuration=5&maxDuration=4, maxDuration < minDuration",
    "minDuration=5&maxDuration=0, maxDuration <= 0"
  })
  void parameters_thatMakeNoSense_areRefused(String parameters, String message) {
    assertThatThrownBy(() -> read(parameters))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  @Test
  void annotationQuery_withTooManyTerms_isRefused() {
    assertThatThrownBy(() -> read("annotationQuery=a" + "+and+a".repeat(100)))
        .hasMessageContaining("needs 100 terms at most");
  }
}
