package dev.clew.instrument.agent;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The application in a JVM of its own with Clew's agent, and the requests made to it.
final class AgentProcess implements AutoCloseable {
  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  /// Starts it; the settings are system properties of its JVM.
  AgentProcess(URI sink, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.java());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xmx256m");
    command.add("-javaagent:" + System.getProperty("clew.agent"));
    command.add("-Dotel.exporter.otlp.endpoint=" + sink);
    command.add("-Dotel.service.name=application");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", Path.classes(), "dev.clew.instrument.agent.app.Application"));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    address = URI.create("http://127.0.0.1:" + port());
  }

  HttpResponse<Void> get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  /// Ends the application in its own way, so that the agent sends what is left.
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("the application did not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private int port() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      throw new IOException("the application did not start, it said " + line);
    }
    return Integer.parseInt(line.substring(5));
  }

  /// Where things are.
  private static final class Path {
    /// What an application has, and nothing of the agent; of Clew its classes, or once they are
    /// packed their jar.
    private static final List<String> WANTED =
        List.of(
            "/test-classes",
            "api/target/classes",
            "/clew-api-",
            "/h2-",
            "/opentelemetry-api-1",
            "/opentelemetry-context-1",
            "/opentelemetry-common-1");

    static String java() {
      return System.getProperty("java.home") + "/bin/java";
    }

    static String classes() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> WANTED.stream().anyMatch(entry::contains))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
