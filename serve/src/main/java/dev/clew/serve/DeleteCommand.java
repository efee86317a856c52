package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.TraceId;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew delete`: has a running server delete traces, and waits until no file holds them any more.
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes traces. They are hidden at once; the command ends when they are gone from every file."
    })
final class DeleteCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Parameters(paramLabel = "ID", arity = "1..*", description = "32 hexadecimal digits each")
  private List<String> ids = List.of();

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Option(names = "--no-wait", description = "end when they are hidden")
  private boolean isImpatient;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    List<TraceId> traces = ids.stream().map(this::traceId).toList();
    try (var server = new ServerClient(endpoint)) {
      for (String deletion : hide(server, traces)) {
        if (!isImpatient) {
          awaitEnd(server, deletion);
        }
      }
    }
    return 0;
  }

  private TraceId traceId(String id) {
    try {
      return TraceId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /// Hides the traces and returns the ids of their deletions.
  private List<String> hide(ServerClient server, List<TraceId> traces)
      throws CommandException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var deletions = new ArrayList<String>();
    for (TraceId trace : traces) {
      JsonNode deletion =
          server
              .delete("traces/" + trace)
              .orElseThrow(() -> new CommandException("no trace " + trace + " at " + endpoint));
      deletions.add(deletion.path("id").asText());
      out.printf("%s  %d spans hidden%n", trace, deletion.path("found").path("spans").asLong());
      out.flush();
    }
    return deletions;
  }

  /// The server forgets a deletion that is done when it starts again.
  private void awaitEnd(ServerClient server, String deletion)
      throws CommandException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    String shown = "";
    while (true) {
      JsonNode state = server.get("deletions/" + deletion).orElse(null);
      if (state == null || state.path("state").asText().equals("done")) {
        return;
      }
      String remains = state.path("remains").path(0).asText();
      if (!remains.equals(shown)) {
        err.println("waiting: " + remains);
        err.flush();
        shown = remains;
      }
      Thread.sleep(PAUSE);
    }
  }
}
