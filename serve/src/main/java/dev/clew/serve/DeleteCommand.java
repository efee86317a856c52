package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.TraceId;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Parameters(paramLabel = "ID", arity = "0..*", description = "32 hexadecimal digits each")
  private List<String> ids = List.of();

  @Option(
      names = "--query",
      paramLabel = "TRACEQL",
      description = "the traces that this finds, such as '{ span.user.id = 4711 }'")
  private @Nullable String query;

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--dry-run", description = "only show what --query finds")
  private boolean isDryRun;

  @Option(names = "--yes", description = "delete what --query finds; without it nothing is")
  private boolean isSure;

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
    if (ids.isEmpty() == (query == null)) {
      throw new ParameterException(
          spec.commandLine(), "needs the ids of traces, or a query for them with --query");
    }
    List<TraceId> traces = ids.stream().map(this::traceId).toList();
    try (var server = new ServerClient(endpoint)) {
      return query == null ? delete(server, hide(server, traces)) : delete(server, query);
    }
  }

  private int delete(ServerClient server, List<String> deletions)
      throws CommandException, InterruptedException {
    for (String deletion : deletions) {
      if (!isImpatient) {
        awaitEnd(server, deletion);
      }
    }
    return 0;
  }

  private int delete(ServerClient server, String traceQl)
      throws CommandException, InterruptedException {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("traceql", traceQl);
    range.addTo(question, InstantSource.system().instant());
    boolean isReal = isSure && !isDryRun;
    JsonNode answer = server.post("deletions", question.put("dryRun", !isReal));
    show(answer, isReal);
    if (!isReal) {
      return isDryRun ? 0 : 1;
    }
    JsonNode deletion = answer.path("deletion");
    return deletion.isNull() ? 0 : delete(server, List.of(deletion.path("id").asText()));
  }

  private void show(JsonNode answer, boolean isReal) {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode found = answer.path("found");
    out.printf(
        "%d traces of %d spans %s%n",
        found.path("traces").asLong(),
        found.path("spans").asLong(),
        isReal ? "hidden" : "would be deleted");
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    if (!answer.path("complete").asBoolean(true)) {
      err.println("clew: a part of the store could not be searched, so that there may be more");
    }
    if (!isReal && !isDryRun) {
      err.println("clew: nothing was deleted; add --yes to delete them");
    }
    err.flush();
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
