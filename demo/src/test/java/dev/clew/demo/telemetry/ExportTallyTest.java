package dev.clew.demo.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportTallyTest {
  private final List<String> warnings = new ArrayList<>();
  private final ExportTally tally = new ExportTally(warnings::add);

  @Test
  void failures_many_areCountedAndWarnedOfOnce() {
    tally.failed(3);
    tally.failed(4);

    assertThat(tally.failed()).isEqualTo(7);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void successes_only_areCountedWithoutAWarning() {
    tally.succeeded(5);

    assertThat(tally.exported()).isEqualTo(5);
    assertThat(warnings).isEmpty();
  }
}
