package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.TraceId;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew trace`: asks a running server for a trace and shows it as a tree, with findings if wanted.
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a trace as a tree with its waterfall and, with --findings, what can be told of it:",
      "where its error began, what repeats, what might overlap, where the time goes."
    })
final class TraceCommand implements Callable<Integer> {
  /// How the answer is shown.
  enum Format {
    text,
    json
  }

  @Parameters(paramLabel = "ID", description = "32 hexadecimal digits")
  private String id = "";

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Option(names = "--width", paramLabel = "COLUMNS", description = "of the text (${DEFAULT-VALUE})")
  private int width = 120;

  @Option(names = "--findings", description = "also what can be told of it")
  private boolean withFindings;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); json is what the server answered")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    TraceId trace = traceId();
    PrintWriter out = spec.commandLine().getOut();
    try (var server = new ServerClient(endpoint)) {
      switch (format) {
        case json ->
            out.println(
                fetch(server, trace, withFindings ? "/findings" : "/columns").toPrettyString());
        case text -> lines(server, trace).forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }

  private Stream<String> lines(ServerClient server, TraceId trace)
      throws CommandException, InterruptedException {
    JsonNode columns = fetch(server, trace, "/columns");
    if (!withFindings) {
      return Waterfall.of(columns, width);
    }
    JsonNode findings = fetch(server, trace, "/findings");
    return Stream.concat(
        Waterfall.of(columns, findings.path("criticalPath"), width), FindingsText.of(findings));
  }

  private TraceId traceId() {
    try {
      return TraceId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private JsonNode fetch(ServerClient server, TraceId trace, String part)
      throws CommandException, InterruptedException {
    return server
        .get("traces/" + trace + part)
        .orElseThrow(() -> new CommandException("no trace " + trace + " at " + endpoint));
  }
}
