package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks a running server, as a command does: one question at a time, by the thread that made it.
final class ServerClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MAX_ANSWER_BYTES = 256 << 20;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int MOST_TRIES = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  /// @param endpoint the address of the page
  ServerClient(URI endpoint) {
    this.endpoint = endpoint;
  }

  /// The answer to GET; empty where the server does not have that.
  Optional<JsonNode> get(String path) throws CommandException, InterruptedException {
    return ask("GET", path, BodyPublishers.noBody());
  }

  /// The answer to DELETE; empty where the server does not have that.
  Optional<JsonNode> delete(String path) throws CommandException, InterruptedException {
    return ask("DELETE", path, BodyPublishers.noBody());
  }

  /// The answer to POST.
  JsonNode post(String path, JsonNode body) throws CommandException, InterruptedException {
    return ask("POST", path, BodyPublishers.ofString(body.toString()))
        .orElseThrow(() -> new CommandException("no " + path + " at " + endpoint));
  }

  /// The answer to GET of an address that is none of the native API.
  Optional<JsonNode> getFrom(String path) throws CommandException, InterruptedException {
    return answerTo(request(path, "application/json").GET().build());
  }

  /// Hands over spans, again and again while the server has no room.
  JsonNode offer(byte[] spans, TraceFormat format) throws CommandException, InterruptedException {
    HttpRequest request =
        request("/api/clew/v1/import?format=" + format.parameter(), format.contentType())
            .POST(BodyPublishers.ofByteArray(spans))
            .build();
    HttpResponse<byte[]> answer = send(request);
    for (int tries = 1; isBusy(answer) && tries < MOST_TRIES; tries++) {
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("retry-after").orElse(1)));
      answer = send(request);
    }
    return answer(answer)
        .orElseThrow(() -> new CommandException("no import at " + endpoint + "; is that Clew?"));
  }

  private static boolean isBusy(HttpResponse<byte[]> answer) {
    return answer.statusCode() == TOO_MANY || answer.statusCode() == UNAVAILABLE;
  }

  private Optional<JsonNode> ask(String method, String path, BodyPublisher body)
      throws CommandException, InterruptedException {
    return answerTo(
        request("/api/clew/v1/" + path, "application/json").method(method, body).build());
  }

  private Optional<JsonNode> answerTo(HttpRequest request)
      throws CommandException, InterruptedException {
    return answer(send(request));
  }

  private HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(endpoint.resolve(path))
        .timeout(PATIENCE)
        .header("accept", "application/json")
        .header("content-type", type);
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws CommandException, InterruptedException {
    try {
      return client.send(
          request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    } catch (IOException e) {
      throw new CommandException(
          "no answer from " + request.uri() + " (" + e + "); is Clew running there?");
    }
  }

  private static Optional<JsonNode> answer(HttpResponse<byte[]> answer) throws CommandException {
    boolean isGood = answer.statusCode() / 100 == 2;
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (isGood) {
        return Optional.of(json);
      } else if (answer.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw new CommandException(json.path("error").path("message").asText(refusal(answer)));
    } catch (IOException e) {
      throw new CommandException(
          isGood ? answer.uri() + " answered no JSON; is that Clew's page?" : refusal(answer));
    }
  }

  private static String refusal(HttpResponse<byte[]> answer) {
    return answer.uri() + " answered " + answer.statusCode();
  }

  @Override
  public void close() {
    client.close();
  }
}
