package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew query`: asks a running server in TraceQL.
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Asks for traces in TraceQL, such as '{ status = error && duration > 1s }'.")
final class QueryCommand implements Callable<Integer> {
  /// How the answer is shown.
  enum Format {
    table,
    json
  }

  @Parameters(paramLabel = "TRACEQL", description = "the query")
  private String query = "";

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--limit", paramLabel = "N", description = "traces, at most (${DEFAULT-VALUE})")
  private int limit = 20;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Format format = Format.table;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode question = question(InstantSource.system().instant());
    try (var server = new ServerClient(endpoint)) {
      JsonNode answer = server.post("query", question);
      PrintWriter out = spec.commandLine().getOut();
      switch (format) {
        case json -> out.println(answer.toPrettyString());
        case table -> QueryTable.of(answer).forEach(out::println);
      }
      out.flush();
      warn(answer.path("coverage"));
    }
    return 0;
  }

  private ObjectNode question(Instant now) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("query", query).put("limit", limit);
    range.addTo(question, now);
    return question;
  }

  private void warn(JsonNode coverage) {
    if (!coverage.path("complete").asBoolean(true)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("clew: a part of the store could not be searched, so that there may be more:");
      coverage.path("reasons").forEach(reason -> err.println("  " + reason.asText()));
      err.flush();
    }
  }
}
