package dev.clew.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An application whose bodies, of spans and of log records, are sealed on their way, while the
/// keys change.
class SealedTest {
  private static final String FIRST = "k1 yqdlZ+tYemfogSmv7Ws5PQ==\n";
  private static final String SECOND = "k2 BO3ZVPxUlnLORbVGMpbT1Q==\n";

  @TempDir private Path folder = Path.of("unset");

  @Test
  void bodies_sealedWithKeysThatChange_areAllReadBack() throws Exception {
    Path clientKeys = Files.writeString(folder.resolve("client-keys"), FIRST);
    Path serverKeys = Files.writeString(folder.resolve("server-keys"), FIRST);
    RealClew clew =
        RealClew.open(folder.resolve("data"), Map.of("receive.keys-file", serverKeys.toString()));
    Map<String, String> settings = new HashMap<>(House.usual(clew));
    settings.put("clew.seal.keys.file", clientKeys.toString());
    try (Everything application = Everything.start(folder.resolve("application.log"), settings)) {
      String before = visit(application);
      assertRead(clew, before);

      // The client is first: the server asks it to come again until it has the key, too.
      Files.writeString(clientKeys, SECOND);
      String between = visit(application);
      Files.writeString(serverKeys, FIRST + SECOND);

      assertRead(clew, between);
      Files.writeString(serverKeys, SECOND);
      assertRead(clew, visit(application));
      assertRead(clew, before);
    } finally {
      clew.close();
    }
  }

  private static String visit(Everything application) throws Exception {
    return Visit.of(application.web().resolve("/do/logback")).trace();
  }

  private static void assertRead(RealClew clew, String trace) {
    assertThat(clew.readBack().trace(trace, "GET /do/*")).hasSize(1);
    assertThat(clew.readBack().logs(trace)).hasSize(1);
  }
}
