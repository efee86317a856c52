package dev.clew.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MAX_ANSWER_BYTES = 256 << 20;

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
    URI address = endpoint.resolve("/api/clew/v1/traces/" + trace + "/columns");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("accept", "application/json")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
      if (answer.statusCode() == 404) {
        throw new CommandException("no trace " + trace + " at " + endpoint);
      }
      return parsed(answer);
    } catch (IOException e) {
      throw new CommandException(
          "no answer from " + address + " (" + e + "); is Clew running there?");
    }
  }

  private static JsonNode parsed(HttpResponse<byte[]> answer) throws IOException, CommandException {
    if (answer.statusCode() != 200) {
      throw new CommandException(answer.uri() + " answered " + answer.statusCode());
    }
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new CommandException(answer.uri() + " answered no JSON; is that Clew's page?");
    }
  }
}
