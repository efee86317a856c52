package dev.clew.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The five services, each a process under Clew's agent. Owned by one thread.
final class Services implements AutoCloseable {
  private static final Duration END_WITHIN = Duration.ofMillis(1_800);

  /// Small, quick to start as the agent looks only for what there is, and with spans that show
  /// within a second.
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:-PrintWarnings",
          "-XX:TieredStopAtLevel=1",
          "-Dotel.javaagent.logging=none",
          "-Dotel.instrumentation.common.default-enabled=false",
          "-Dotel.instrumentation.executors.enabled=true",
          "-Dotel.instrumentation.java-http-client.enabled=true",
          "-Dotel.instrumentation.java-http-server.enabled=true",
          "-Dotel.instrumentation.jdbc.enabled=true",
          "-Dotel.instrumentation.jdbc-rows.enabled=true",
          "-Dotel.instrumentation.opentelemetry-api.enabled=true",
          "-Dotel.bsp.schedule.delay=300",
          "-Dclew.late.enabled=true",
          "-Dclew.late.slow=200ms",
          "-Dotel.semconv-stability.opt-in=database",
          "-Dotel.resource.attributes=service.namespace=clew-shop,service.version="
              + Shop.VERSION
              + ",deployment.environment.name=demo");

  private final Setup setup;
  private final Map<Service, Process> processes = new LinkedHashMap<>();

  private Services(Setup setup) {
    this.setup = setup;
  }

  /// Starts all at once, and waits until they serve.
  ///
  /// @param export where the agents send their spans
  static Services start(Setup setup, Path agent, Export export) throws IOException {
    Services services = new Services(setup);
    try {
      for (Service service : Service.values()) {
        services.processes.put(service, process(service, setup, agent, export));
      }
      for (Service service : Service.values()) {
        services.awaitOpen(service);
      }
      return services;
    } catch (IOException e) {
      services.close();
      throw e;
    }
  }

  /// Where the agents send their spans, by `grpc` or `http`.
  record Export(String endpoint, String protocol) {}

  private static Process process(Service service, Setup setup, Path agent, Export export)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + agent);
    command.addAll(OPTIONS);
    command.add("-Dotel.service.name=" + service.label());
    command.add("-Dotel.exporter.otlp.endpoint=" + export.endpoint());
    String protocol = export.protocol().equals("http") ? "http/protobuf" : export.protocol();
    command.add("-Dotel.exporter.otlp.protocol=" + protocol);
    command.addAll(List.of("-cp", classPath(), Service.class.getName(), service.label()));
    command.add(setup.toString());
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  /// The jar that was started names the others; a test has all of them here.
  private static String classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitOpen(Service service) throws IOException {
    BufferedReader said = process(service).inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    if (!"open".equals(line)) {
      throw new IOException(service.label() + " must open, said " + line);
    }
  }

  private Process process(Service service) {
    Process process = processes.get(service);
    if (process == null) {
      throw new IllegalStateException(service.label() + " must have been started");
    }
    return process;
  }

  /// The first that is gone, or nothing while all are well.
  String ended() {
    return processes.entrySet().stream()
        .filter(each -> !each.getValue().isAlive())
        .map(each -> each.getKey().label() + " ended with " + each.getValue().exitValue())
        .findFirst()
        .orElse("");
  }

  /// Each server and where it listens.
  String addresses() {
    return List.of(Service.values()).stream()
        .map(service -> service.label() + " " + setup.places().of(service))
        .collect(Collectors.joining(", "));
  }

  /// Lets each send what is left, within a limit.
  @Override
  public void close() {
    for (Process process : processes.values()) {
      try {
        process.getOutputStream().close();
      } catch (IOException _) {
        process.destroyForcibly();
      }
    }
    long deadline = System.nanoTime() + END_WITHIN.toNanos();
    for (Process process : processes.values()) {
      try {
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException _) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
