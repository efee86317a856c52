package dev.clew.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Column NAME = new Column("what", "name", "%s");
  private static final Column SPEED = new Column("spans/s", "spansPerSecond", "%,.0f");
  private static final Column SHARE = new Column("share", "share", "%.2f");
  private static final Machine MACHINE = new Machine("Z80", 1, 0.000064, "CP/M 2.2", "25", 0.5);

  @Test
  void print_rowsOfDifferentColumns_alignsThem() throws IOException {
    assertThat(lines())
        .containsExactly(
            "ingest: {sync=group}",
            "1 x Z80, 0 GB, CP/M 2.2, Java 25; load average before: 0.5",
            "",
            "    what    spans/s  share",
            "    long  1,234,567      -",
            "  longer          -   0.13",
            "",
            lines().getLast());
  }

  @Test
  void print_lastLine_isJson() throws IOException {
    assertThat(lines().getLast())
        .isEqualTo(
            """
            {"benchmark":"ingest",\
            "machine":{"processor":"Z80","processors":1,"memoryGigabytes":0,"system":"CP/M 2.2",\
            "jvm":"25","load":0.5},\
            "sync":"group",\
            "rows":[{"name":"long","spansPerSecond":1234567},\
            {"name":"longer","spansPerSecond":null,"share":0.1250}]}\
            """);
  }

  private static List<String> lines() throws IOException {
    Report report = new Report("ingest", MACHINE).with("sync", "group");
    report.add(new Row().put(NAME, "long").put(SPEED, 1_234_567));
    report.add(new Row().put(NAME, "longer").put(SPEED, Double.NaN).put(SHARE, 0.125));
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text, true));
    return text.toString().lines().toList();
  }
}
