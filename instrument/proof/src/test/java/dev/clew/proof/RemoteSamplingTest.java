package dev.clew.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.serve.settings.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenTelemetry's remote sampler, which is in the agent, asks a real server how much to keep; what
/// is kept goes there by gRPC, too.
class RemoteSamplingTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void share_changedOnTheServer_isTakenByTheRunningApplication() throws Exception {
    Path strategies = folder.resolve("strategies.json");
    Files.writeString(strategies, share(0));
    RealClew clew =
        RealClew.open(
            folder.resolve("data"), Map.of("sampling.strategies-file", strategies.toString()));
    try (Everything application = start(clew)) {
      await().atMost(SOON).until(() -> !isSampled(visit(application)));

      Files.writeString(strategies, share(1));

      await().atMost(SOON).until(() -> isSampled(visit(application)));
      String kept = visit(application).trace();
      assertThat(clew.readBack().trace(kept, "GET /do/*")).hasSize(1);
    } finally {
      clew.close();
    }
  }

  private Everything start(RealClew clew) throws Exception {
    Map<String, String> settings = new HashMap<>(House.usual(clew));
    settings.put("otel.exporter.otlp.protocol", "grpc");
    settings.put("otel.exporter.otlp.endpoint", clew.at(Port.OTLP_GRPC).toString());
    settings.put("otel.traces.sampler", "parentbased_jaeger_remote");
    settings.put(
        "otel.traces.sampler.arg",
        "endpoint="
            + clew.at(Port.SAMPLING_GRPC)
            + ",pollingIntervalMs=300,initialSamplingRate=1.0");
    return Everything.start(folder.resolve("application.log"), settings);
  }

  private static String share(int param) {
    return "{\"default_strategy\": {\"type\": \"probabilistic\", \"param\": " + param + "}}";
  }

  private static Visit visit(Everything application) throws Exception {
    return Visit.of(application.web().resolve("/do/hello"));
  }

  /// The second flag says that the trace id is random.
  private static boolean isSampled(Visit visit) {
    return visit.header("Server-Timing").matches(".*-0[13]\".*");
  }
}
