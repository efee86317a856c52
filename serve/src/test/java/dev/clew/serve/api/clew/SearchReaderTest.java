package dev.clew.serve.api.clew;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the members of a search come to in TraceQL.
final class SearchReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | { }",
        "{'service':'shop','name':'pay'} | { resource.service.name = \"shop\" && name = \"pay\" }",
        "{'hasError':true} | { status = error }",
        "{'hasError':false} | { status != error }",
        "{'minDurationNanos':90,'maxDurationNanos':1000000} | { duration >= 90ns && duration <= 1ms }",
        "{'attributes':[{'key':'a b','value':'x','scope':'span'}]} | { span.\"a b\" = \"x\" }",
        "{'attributes':[{'key':'a','value':5,'scope':'resource'}]} | { resource.a = 5 }",
        "{'attributes':[{'key':'a','value':true,'scope':'event'}]} | { event.a = true }",
        "{'attributes':[{'key':'a','value':0.5}]} | { span.a = 0.5 || resource.a = 0.5 || event.a = 0.5 || link.a = 0.5 || instrumentation.a = 0.5 }",
        "{'orderBy':'start'} | { }",
        "{'name':'pay','orderBy':'duration'} | { name = \"pay\" } order by duration desc"
      })
  void search_members_areTraceQl(String body, String traceQl) {
    Query query = SearchReader.read(body.replace('\'', '"').getBytes(UTF_8), 50).query();

    assertThat(TraceQl.print(query)).isEqualTo(traceQl);
    assertThat(TraceQl.parse(traceQl)).isEqualTo(new Parsed.Valid(query));
  }
}
