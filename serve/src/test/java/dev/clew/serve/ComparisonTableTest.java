package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  private static final String ANSWER =
      """
      {"a":{"traceId":"aa","rootService":"shop","rootName":"GET /","durationNanos":2000000,"spanCount":2,"errorCount":0},
       "b":{"traceId":"bb","rootService":"shop","rootName":"GET /","durationNanos":3000000,"spanCount":1,"errorCount":1},
       "nodes":[
        {"depth":0,"service":"shop","name":"GET /","a":{"count":1,"errors":0,"selfNanos":1000000},
         "b":{"count":1,"errors":1,"selfNanos":3000000},"deltaPathNanos":2000000,"only":null,
         "attributes":[{"key":"region","a":["eu"],"b":[]}]},
        {"depth":1,"service":"bank","name":"book","a":{"count":1,"errors":0,"selfNanos":1000000},
         "b":{"count":0,"errors":0,"selfNanos":0},"deltaPathNanos":-1000000,"only":"a","attributes":[]}],
       "resources":[{"service":"shop","key":"service.version","a":["1"],"b":["2"]}]}
      """;

  @Test
  void traces_areShownAsOneTreeWithWhatDiffers() throws JsonProcessingException {
    assertThat(ComparisonTable.of(new ObjectMapper().readTree(ANSWER)))
        .contains(
            "A  aa  shop GET /  2.00 ms, 2 spans, 0 errors",
            "B  bb  shop GET /  3.00 ms, 1 spans, 1 errors",
            "shop  service.version: 1 → 2",
            "GET /  region: eu → –")
        .anyMatch(
            line -> line.matches("shop +GET / +1 +1 \\(1 failed\\) +1.00 ms +3.00 ms +\\+2.00 ms"))
        .anyMatch(line -> line.matches("bank +  book +1 +0 +1.00 ms +0.0 us +−1.00 ms +only A"));
  }

  @Test
  void queries_areShownAsOneTreeWithWhatDiffers() throws JsonProcessingException {
    String answer =
        """
        {"a":{"traceCount":30,"failedTraceCount":0,"meanNanos":1000000.5,"p50Nanos":1000000,"p95Nanos":2000000},
         "b":{"traceCount":20,"failedTraceCount":2,"meanNanos":3000000,"p50Nanos":3000000,"p95Nanos":4000000},
         "nodes":[{"depth":0,"service":"shop","name":"GET /","a":{"count":30,"errors":0,"p95Nanos":2000000},
          "b":{"count":20,"errors":2,"p95Nanos":4000000},"deltaPathNanos":2000000,"deltaErrorRate":0.1}],
         "attributes":[{"key":"span.region","values":[
          {"value":{"type":"string","value":"eu"},"baselineShare":0.5,"selectionShare":1}]}]}
        """;

    assertThat(ComparisonTable.ofQueries(new ObjectMapper().readTree(answer)))
        .contains(
            "A  30 traces, 0 failed, mean 1.00 ms, p50 1.00 ms, p95 2.00 ms",
            "span.region = eu: 50 % → 100 % of the traces")
        .anyMatch(line ->
            line.matches(
                "shop +GET / +30 +20 \\(2 failed\\) +2.00 ms +4.00 ms +\\+2.00 ms +\\+10 %"));
  }
}
