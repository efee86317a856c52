package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final String TRACE =
      """
      {"traceId":"0af7651916cd43dd8448eb211c80319c","spanCount":3,"startUnixNano":"1700000000000000000",
       "durationNanos":4000000,"errorCount":1,"services":["gateway","orders"],
       "names":["GET /basket","load order","\\u001b[31mred"],
       "columns":{"depth":[0,1,2],"start":[0,1000000,3000000],"duration":[4000000,2000000,500],
                  "service":[0,1,1],"name":[0,1,2],"status":[0,2,0]}}
      """;

  private static List<String> lines(String trace, int width) throws JsonProcessingException {
    return Waterfall.of(new ObjectMapper().readTree(trace), width).toList();
  }

  @Test
  void trace_isDrawnASpanALine() throws JsonProcessingException {
    assertThat(lines(TRACE, 60))
        .containsExactly(
            "trace 0af7651916cd43dd8448eb211c80319c: 3 spans of 2 services, 1 errors, 4.00 ms,"
                + " from 2023-11-14T22:13:20Z",
            "",
            "gateway  GET /basket              4.00 ms |===================|",
            "orders     load order        !    2.00 ms |    ===========    |",
            "orders       ?[31mred              0.5 us |              =    |");
  }

  @Test
  void longNames_areCut() throws JsonProcessingException {
    String trace = TRACE.replace("GET /basket", "x".repeat(500));

    assertThat(lines(trace, 80).get(2)).hasSizeLessThan(90).contains("xxx~");
  }

  @Test
  void deepSpans_stayWithinTheWidth() throws JsonProcessingException {
    String trace = TRACE.replace("[0,1,2],\"start\"", "[0,1,5000],\"start\"");

    assertThat(lines(trace, 80).get(4)).hasSizeLessThan(90);
  }

  @Test
  void traceOfNoTime_showsItsSpan() throws JsonProcessingException {
    String trace = TRACE.replace("\"durationNanos\":4000000", "\"durationNanos\":0");

    assertThat(lines(trace, 60).get(2)).contains("=");
  }

  @Test
  void criticalPath_isDrawnOverTheBars() throws JsonProcessingException {
    var json = new ObjectMapper();
    String trace =
        TRACE.replace("\"columns\":{", "\"columns\":{\"spanId\":[\"01\",\"02\",\"03\"],");
    String path =
        """
        [{"spanId":"01","startUnixNano":"1700000000000000000","endUnixNano":"1700000000001000000"},
         {"spanId":"02","startUnixNano":"1700000000001000000","endUnixNano":"1700000000003000000"}]
        """;

    assertThat(Waterfall.of(json.readTree(trace), json.readTree(path), 60).skip(2))
        .containsExactly(
            "gateway  GET /basket              4.00 ms |#####==============|",
            "orders     load order        !    2.00 ms |    ###########    |",
            "orders       ?[31mred              0.5 us |              =    |");
  }
}
