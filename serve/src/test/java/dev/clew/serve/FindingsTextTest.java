package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  private static List<String> lines(String findings) throws JsonProcessingException {
    return FindingsText.of(new ObjectMapper().readTree("{\"findings\":" + findings + "}")).toList();
  }

  @Test
  void findings_areALineEach() throws JsonProcessingException {
    assertThat(
            lines(
                """
                [{"severity":"error","title":"Root cause: \\u001b[31mbank","spanIds":["00000000000000aa"],
                  "evidence":{"share":0.416}},
                 {"severity":"info","title":"Clock skew","spanIds":[],"evidence":{"share":0}}]
                """))
        .containsExactly(
            "",
            "    FINDING                OF THE TIME              SPAN",
            "!!  Root cause: ?[31mbank         42 %  00000000000000aa",
            " i  Clock skew");
  }

  @Test
  void noFindings_areSaidToBeNone() throws JsonProcessingException {
    assertThat(lines("[]")).containsExactly("", "nothing stands out");
  }
}
