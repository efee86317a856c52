package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Whom a command asks, and how it shows the answer.
final class AskingOptions {
  /// How the answer is shown.
  enum Format {
    text,
    json
  }

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); json is what the server answered")
  private Format format = Format.text;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// Asks for what is at a path, and shows it.
  ///
  /// @param absent what it says where the server does not have that
  void show(String path, String absent, Function<JsonNode, Stream<String>> text)
      throws CommandException, InterruptedException {
    try (var server = new ServerClient(endpoint)) {
      show(
          server.get(path).orElseThrow(() -> new CommandException(absent + " at " + endpoint)),
          text);
    }
  }

  /// Asks a question, and shows what it comes to.
  void show(String path, JsonNode question, Function<JsonNode, Stream<String>> text)
      throws CommandException, InterruptedException {
    try (var server = new ServerClient(endpoint)) {
      show(server.post(path, question), text);
    }
  }

  private void show(JsonNode answer, Function<JsonNode, Stream<String>> text) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case json -> out.println(answer.toPrettyString());
      case text -> text.apply(answer).forEach(out::println);
    }
    out.flush();
    warn(answer.path("coverage"));
  }

  private void warn(JsonNode coverage) {
    if (!coverage.path("complete").asBoolean(true)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clew: this does not tell of all there is:");
      coverage.path("reasons").forEach(reason -> err.println("  " + reason.asText()));
      err.flush();
    }
  }
}
