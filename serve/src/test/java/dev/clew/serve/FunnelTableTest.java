package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A funnel as the command line shows it.
class FunnelTableTest {
  private static final String LOST =
      "{'traceId':'0af7651916cd43dd8448eb211c80319c','startUnixNano':'0','rootService':'shop',"
          + "'rootName':'GET /','durationNanos':1500000}";

  private static final String ANSWER =
      "{'steps':[{'traceCount':1200,'shareOfPrevious':1.0,'sincePrevious':null,'lostCount':900,"
          + "'lost':[LOST,LOST,LOST,LOST,LOST,LOST]},"
          + "{'traceCount':300,'shareOfPrevious':0.25,'lostCount':0,'lost':[],"
          + "'sincePrevious':{'p50Nanos':2000000,'p95Nanos':3000000}}],"
          + "'whole':{'p50Nanos':2000000,'p95Nanos':3000000}}";

  private static List<String> lines(String answer) throws JsonProcessingException {
    String json = answer.replace("LOST", LOST).replace('\'', '"');
    return FunnelTable.of(new ObjectMapper().readTree(json), List.of("{ }", "{ name = `pay` }"))
        .toList();
  }

  @Test
  void steps_areRows_withWhoWasLostBelow() throws JsonProcessingException {
    List<String> lines = lines(ANSWER);

    assertThat(lines.subList(0, 7))
        .containsExactly(
            "STEP  QUERY             TRACES  OF THE STEP BEFORE      P50      P95",
            "1     { }                1 200",
            "2     { name = `pay` }     300              25.0 %  2.00 ms  3.00 ms",
            "",
            "from the first step to the last: p50 2.00 ms, p95 3.00 ms",
            "",
            "lost after step 1: 900");
    assertThat(lines.subList(7, lines.size()))
        .hasSize(5)
        .allMatch(line -> line.startsWith("  0af7651916cd43dd8448eb211c80319c  "))
        .allMatch(line -> line.endsWith("  shop GET /  1.50 ms"));
  }

  @Test
  void nobody_isNoShareAndNoTime() throws JsonProcessingException {
    String step = "{'traceCount':0,'shareOfPrevious':null,'sincePrevious':null,'lost':[]}";
    List<String> lines = lines("{'steps':[" + step + "," + step + "],'whole':null}");

    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).isEqualTo("2     { name = `pay` }       0");
  }
}
