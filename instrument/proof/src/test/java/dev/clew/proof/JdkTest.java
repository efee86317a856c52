package dev.clew.proof;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.proof.ReadBack.Told;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same application, compiled for older and newer Java, on every JDK that is on the machine:
/// traced by the library, which has to run there, too, and by the agent.
class JdkTest {
  @TempDir private static Path folder = Path.of("unset");

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static RealClew clew;

  @BeforeAll
  static void open() throws Exception {
    clew = RealClew.open(folder.resolve("data"), Map.of());
  }

  @AfterAll
  static void close() throws Exception {
    clew.close();
  }

  @ParameterizedTest(name = "bytecode of Java {0} on JDK {1}, with the library")
  @MethodSource("installed")
  void application_withTheLibrary_isTraced(int bytecode, int jdk) throws Exception {
    String libraries = Files.readString(Everything.examples().resolve("plain/target/classpath"));

    List<Told> trace = trace(bytecode, jdk, List.of(), libraries.strip());

    assertThat(ReadBack.names(trace)).containsExactlyInAnyOrder("request", "stage");
  }

  @ParameterizedTest(name = "bytecode of Java {0} on JDK {1}, under the agent")
  @MethodSource("installed")
  void application_underTheAgent_isTraced(int bytecode, int jdk) throws Exception {
    List<String> agent = List.of("-javaagent:" + Everything.agent());

    List<Told> trace = trace(bytecode, jdk, agent, Everything.libraries());

    assertThat(ReadBack.names(trace)).containsExactlyInAnyOrder("request", "stage", "Level.work");
  }

  /// Bytecode and JDK, where that JDK is on this machine; says which are not.
  static Stream<Arguments> installed() {
    Map<Boolean, List<Integer>> jdks =
        Stream.of(11, 17, 21, 25)
            .collect(Collectors.partitioningBy(version -> Jdk.find(version).isPresent()));
    System.out.println("JDKs " + jdks.get(true) + " are here, not " + jdks.get(false));
    return requireNonNull(jdks.get(true)).stream()
        .flatMap(jdk ->
            Stream.of(11, 17, 21, 25)
                .filter(bytecode -> bytecode <= jdk)
                .map(bytecode -> Arguments.of(bytecode, jdk)));
  }

  private static List<Told> trace(int bytecode, int jdk, List<String> agent, String libraries)
      throws Exception {
    Path classes = Files.createTempDirectory(folder, "level");
    compile(bytecode, classes, libraries);
    List<String> command = new ArrayList<>(List.of(Jdk.find(jdk).orElseThrow().java().toString()));
    command.addAll(agent);
    House.usual(clew).forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", classes + File.pathSeparator + libraries, "Level"));
    try (Program program = Program.start(classes.resolve("out"), command)) {
      String id = program.line("trace ").substring("trace ".length());
      // What the program ends with it sends before.
      program.awaitEnd();
      return clew.readBack().trace(id, "request");
    }
  }

  private static void compile(int bytecode, Path classes, String libraries) throws IOException {
    URL source = requireNonNull(JdkTest.class.getResource("/Level.java"));
    String[] options = {
      "--release", "" + bytecode, "-d", "" + classes, "-cp", libraries, source.getPath()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
  }
}
