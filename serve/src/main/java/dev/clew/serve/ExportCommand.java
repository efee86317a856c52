package dev.clew.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.zipkin.ToldSpan;
import dev.clew.wire.zipkin.ZipkinJsonWriter;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew export`: writes traces of a running server to a file, one after the other.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes traces of a running server, newest first, each whole.")
final class ExportCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  /// What is written.
  enum Format {
    otlp_json("", "\n", "\n"),
    otlp_protobuf("", "", ""),
    jaeger_json("{\"data\":[", ",\n", "]}\n"),
    zipkin_json("[", ",\n", "]\n");

    private final String start;
    private final String between;
    private final String end;

    Format(String start, String between, String end) {
      this.start = start;
      this.between = between;
      this.end = end;
    }
  }

  @Option(
      names = "--query",
      paramLabel = "TRACEQL",
      description = "which traces (${DEFAULT-VALUE}, all)")
  private String query = "{}";

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--limit", paramLabel = "N", description = "how many traces at most (all)")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Format format = Format.otlp_json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to (standard output)")
  private @Nullable Path output;

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Spec private CommandSpec spec = CommandSpec.create();

  private long traces;

  @Override
  public Integer call() throws CommandException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    // What goes to a terminal itself shows how far it is.
    var line = output == null ? new ProgressLine(err, false) : ProgressLine.beside(err);
    try (var server = new ServerClient(endpoint);
        OutputStream out = open()) {
      write(out, format.start);
      copy(server, out, line);
      write(out, traces > 0 || !format.start.isEmpty() ? format.end : "");
    } catch (IOException e) {
      throw new CommandException("cannot write: " + e.getMessage());
    }
    line.end();
    err.printf("%d traces exported%n", traces);
    err.flush();
    return 0;
  }

  private OutputStream open() throws IOException {
    return new BufferedOutputStream(
        output == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(output));
  }

  private void copy(ServerClient server, OutputStream out, ProgressLine line)
      throws CommandException, InterruptedException, IOException {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("query", query).put("spansPerSet", 0);
    range.addTo(question, InstantSource.system().instant());
    String cursor = "";
    while (cursor != null && traces < limit) {
      question.put("limit", (int) Math.min(PAGE, limit - traces));
      JsonNode page = server.post("query", question);
      for (JsonNode trace : page.path("traces")) {
        copy(server, trace.path("traceId").asText(), out);
        line.show(traces + " traces");
      }
      cursor = page.path("nextCursor").textValue();
      question.put("cursor", cursor);
    }
  }

  /// A trace may have expired since it was found.
  private void copy(ServerClient server, String id, OutputStream out)
      throws CommandException, InterruptedException, IOException {
    Optional<byte[]> trace = trace(server, id);
    if (trace.isPresent()) {
      write(out, traces > 0 ? format.between : "");
      out.write(trace.get());
      traces++;
    }
  }

  private Optional<byte[]> trace(ServerClient server, String id)
      throws CommandException, InterruptedException, IOException {
    if (format == Format.jaeger_json) {
      return server
          .getFrom("/api/traces/" + id)
          .map(answer -> bytes(answer.path("data").path(0).toString()));
    }
    Optional<JsonNode> otlp = server.get("traces/" + id);
    return otlp.isEmpty() ? Optional.empty() : Optional.of(converted(otlp.get()));
  }

  private byte[] converted(JsonNode otlp) throws CommandException, IOException {
    byte[] json = bytes(otlp.toString());
    try {
      return switch (format) {
        case otlp_json, jaeger_json -> json;
        case otlp_protobuf -> OtlpJsonReader.read(json);
        case zipkin_json -> zipkin(OtlpJsonReader.read(json));
      };
    } catch (MalformedException e) {
      throw new CommandException("the server's answer is no OTLP: " + e.getMessage());
    }
  }

  /// Spans without the brackets of their list.
  private static byte[] zipkin(byte[] otlp) throws IOException, MalformedException {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      ZipkinJsonWriter.write(json, ToldSpan.of(OtlpReader.read(otlp, otlp.length)));
    }
    String list = text.toString();
    return bytes(list.substring(1, list.length() - 1));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
