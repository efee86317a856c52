package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.TraceId;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew trace`: asks a running server for a trace and shows its waterfall as text.
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Shows the waterfall of a trace as text.")
final class TraceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "32 hexadecimal digits")
  private String id = "";

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Option(names = "--width", paramLabel = "COLUMNS", description = "of the text (${DEFAULT-VALUE})")
  private int width = 120;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    JsonNode trace = fetch(traceId());
    PrintWriter out = spec.commandLine().getOut();
    Waterfall.of(trace, width).forEach(out::println);
    out.flush();
    return 0;
  }

  private TraceId traceId() {
    try {
      return TraceId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private JsonNode fetch(TraceId trace) throws CommandException, InterruptedException {
    try (var server = new ServerClient(endpoint)) {
      return server
          .get("traces/" + trace + "/columns")
          .orElseThrow(() -> new CommandException("no trace " + trace + " at " + endpoint));
    }
  }
}
