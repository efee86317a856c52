package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the parameters of both generations come to in TraceQL.
final class JaegerSearchTest {
  private static final String SHOP = "resource.service.name = \"shop\"";

  private static Query v1(String parameters) {
    var sent = new Parameters(QueryParams.fromQueryString("service=shop&" + parameters), "%s");
    return V1Search.read(sent, Instant.EPOCH).query();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit=5 | ``",
        "operation=GET+%22a%22 | ` && name = \"GET \\\"a\\\"\"`",
        "minDuration=1.5s | ` && duration >= 1s500ms`",
        "maxDuration=100us | ` && duration <= 100us`",
        "minDuration=1ms&maxDuration=2ms | ` && duration >= 1ms && duration <= 2ms`",
        "tag=error:true | ` && (status = error || ANY(error,\"true\") || ANY(error,true))`",
        "tag=error:false | ` && (status != error || ANY(error,\"false\") || ANY(error,false))`",
        "tag=error:1 | ` && (ANY(error,\"1\") || ANY(error,1))`",
        "tag=span.kind:server | ` && (kind = server || ANY(span.kind,\"server\"))`",
        "tag=span.kind:odd | ` && (ANY(span.kind,\"odd\"))`",
        "tag=otel.status_code:ok | ` && (status = ok || ANY(otel.status_code,\"ok\"))`",
        "tag=otel.status_description:no | ` && (statusMessage = \"no\" || ANY(otel.status_description,\"no\"))`",
        "tag=otel.status_description: | ` && (ANY(otel.status_description,\"\"))`",
        "tag=event:retry | ` && (event:name = \"retry\" || ANY(event,\"retry\"))`",
        "tag=a:500 | ` && (ANY(a,\"500\") || ANY(a,500))`",
        "tag=a:0.5 | ` && (ANY(a,\"0.5\") || ANY(a,0.5))`",
        "tag=a:true | ` && (ANY(a,\"true\") || ANY(a,true))`",
        "tag=a:007 | ` && (ANY(a,\"007\"))`",
        "tag=a:9e999 | ` && (ANY(a,\"9e999\"))`",
        "tag=a:b:c | ` && (ANY(a,\"b:c\"))`",
        "tags=%7B%22a%22:%22b%22%7D | ` && (ANY(a,\"b\"))`"
      })
  void v1_parameters_areTraceQl(String parameters, String filters) {
    assertThat(TraceQl.print(v1(parameters))).isEqualTo("{ " + SHOP + spelledOut(filters) + " }");
  }

  /// With each attribute that may be anywhere looked for everywhere.
  private static String spelledOut(String filters) {
    return filters.replaceAll(
        "ANY\\(([^,]*),([^)]*)\\)",
        "span.$1 = $2 || resource.$1 = $2 || event.$1 = $2 || link.$1 = $2"
            + " || instrumentation.$1 = $2");
  }

  @ParameterizedTest
  @CsvSource({
    "tag=:x",
    "tag=a%20b%22:x%0Ay",
    "tag=error:true&tag=a:-5&tag=b:1e3",
    "minDuration=-2s&maxDuration=-1s",
    "tag=a:-9223372036854775808&operation=%5C"
  })
  void v1_anyParameters_readBackAsTheSame(String parameters) {
    Query query = v1(parameters);

    assertThat(TraceQl.parse(TraceQl.print(query))).isEqualTo(new Parsed.Valid(query));
  }

  @Test
  void v3_parameters_areTraceQl() {
    var sent =
        QueryParams.fromQueryString(
            "query.service_name=shop&query.operationName=pay&query.durationMin=1s"
                + "&query.startTimeMin=2026-01-02T15:04:05Z&query.startTimeMax=2026-01-02T16:04:05Z");

    assertThat(TraceQl.print(V3Search.read(new Parameters(sent, "%s")).query()))
        .isEqualTo("{ " + SHOP + " && name = \"pay\" && duration >= 1s }");
  }
}
