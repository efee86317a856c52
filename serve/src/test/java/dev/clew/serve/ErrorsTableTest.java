package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ErrorsTableTest {
  private static final String GROUP =
      """
      {'groups':[{'id':'5f','service':'pay','type':'Timeout','message':'after # ms','count':1200,
       'traceCount':600,'share':0.79,'new':false,'regressed':true,'quietNanos':25200000000000,
       'versions':[{'version':'1.2','count':1200,'firstSeenUnixNano':'1000000000','lastSeenUnixNano':'2000000000'}],
       'examples':[{'traceId':'ab','spanId':'cd','startUnixNano':'2000000000','message':'after 7 ms'}]}]}
      """;

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void groups_areALineEach_withTheirNewestExampleAndSinceWhen() throws JsonProcessingException {
    assertThat(ErrorsTable.groups(json(GROUP)))
        .containsExactly(
            "SERVICE  ERROR    MESSAGE     SINCE           GROUP  EXAMPLE  SPANS  TRACES  SHARE",
            "pay      Timeout  after # ms  back after 7 h  5f     ab       1 200     600   79 %");
  }

  @Test
  void oneGroup_hasItsVersionsAndItsFailures() throws JsonProcessingException {
    assertThat(ErrorsTable.group(json(GROUP), ZoneOffset.UTC))
        .containsSubsequence(
            "VERSION  FIRST SEEN               LAST SEEN                SPANS",
            "1.2      1970-01-01 00:00:01.000  1970-01-01 00:00:02.000  1 200",
            "",
            "STARTED                  TRACE  SPAN  MESSAGE",
            "1970-01-01 00:00:02.000  ab     cd    after 7 ms");
  }

  @Test
  void newGroup_isCalledNew() throws JsonProcessingException {
    assertThat(ErrorsTable.groups(json("{'groups':[{'service':'pay','new':true}]}")))
        .last()
        .asString()
        .startsWith("pay                      new");
  }

  @Test
  void textOfAClient_movesNoCursor() throws JsonProcessingException {
    JsonNode answer = json("{'groups':[{'service':'a\\u001b[2J','message':'b\\nc'}]}");

    assertThat(ErrorsTable.groups(answer).toList().getLast()).doesNotContain("\u001b", "\n");
  }

  @Test
  void nothing_isSaid() throws JsonProcessingException {
    assertThat(ErrorsTable.groups(json("{'groups':[]}")))
        .containsExactly("no span failed in that time");
    assertThat(ErrorsTable.group(json("{'groups':[]}"), ZoneOffset.UTC))
        .containsExactly("no span failed so in that time");
  }
}
