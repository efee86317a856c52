package dev.clew.proof;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.proof.ReadBack.Told;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks of a structured scope, which run on virtual threads of their own; compiled here, as they
/// are a preview still.
class StructuredTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void subtasks_belongToTheSpanThatForkedThem() throws Exception {
    RealClew clew = RealClew.open(folder.resolve("data"), Map.of());
    try (Program program = Program.start(folder.resolve("out"), command(clew))) {
      String id = program.line("trace ").substring("trace ".length());

      List<Told> trace = clew.readBack().trace(id, "request", "one", "two");

      String request =
          trace.stream().filter(s -> s.name().equals("request")).findFirst().orElseThrow().id();
      assertThat(trace)
          .filteredOn(span -> !span.name().equals("request"))
          .hasSize(2)
          .allMatch(span -> span.parent().equals(request));
    } finally {
      clew.close();
    }
  }

  private List<String> command(RealClew clew) throws Exception {
    URL source = requireNonNull(StructuredTest.class.getResource("/Structured.java"));
    String libraries = Everything.libraries();
    String[] compile = {
      "--enable-preview", "--release", "25", "-d", "" + folder, "-cp", libraries, source.getPath()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, compile)).isZero();
    List<String> options =
        new ArrayList<>(List.of("--enable-preview", "-javaagent:" + Everything.agent()));
    House.usual(clew).forEach((key, value) -> options.add("-D" + key + "=" + value));
    options.addAll(List.of("-cp", folder + File.pathSeparator + libraries));
    return Everything.java(options, List.of("Structured"));
  }
}
