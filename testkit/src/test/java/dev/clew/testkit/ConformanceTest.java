package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class ConformanceTest {
  @Test
  @EnabledIf("dev.clew.testkit.Conformance#isExpected")
  void files_ofAFolderThatIsThere_endAsAsked() {
    assertThat(Conformance.files("otlp", ".json"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).isRegularFile().asString().endsWith(".json"))
        .extracting(Path::getFileName)
        .contains(Path.of("trace.json"));
  }

  @Test
  void files_ofNoFolder_saysWhereItLookedAndWhatToDo() {
    assertThatThrownBy(() -> Conformance.files("nothing", ".json"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing")
        .hasMessageContaining("-Dclew.shared=");
  }

  @Test
  @EnabledIf("dev.clew.testkit.Conformance#isExpected")
  void files_noneThatEndsSo_isNotTakenForAPass() {
    assertThatThrownBy(() -> Conformance.files("otlp", ".none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs to have files that end in .none");
  }
}
