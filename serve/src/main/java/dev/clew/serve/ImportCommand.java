package dev.clew.serve;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew import`: hands files of traces to a running server, a piece at a time.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Hands traces to a running server: OTLP in JSON (one object, or one a line) or protobuf,",
      "Jaeger's JSON or Zipkin's, plain or with gzip (.gz). The format is seen by itself."
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files of traces")
  private List<Path> files = List.of();

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "the page of the server (${DEFAULT-VALUE})")
  private URI endpoint = URI.create("http://127.0.0.1:16686");

  @Spec private CommandSpec spec = CommandSpec.create();

  private long spans;
  private long rejected;
  private String reason = "";

  @Override
  public Integer call() throws CommandException, InterruptedException {
    try (var server = new ServerClient(endpoint)) {
      for (Path file : files) {
        take(server, file);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d spans imported%n", spans);
    out.flush();
    if (rejected > 0) {
      spec.commandLine()
          .getErr()
          .printf("clew: %d spans could not be stored: %s%n", rejected, reason);
      spec.commandLine().getErr().flush();
    }
    return 0;
  }

  private void take(ServerClient server, Path file) throws CommandException, InterruptedException {
    var line = ProgressLine.beside(spec.commandLine().getErr());
    try (InputStream raw = Files.newInputStream(file);
        var progress = new Progress(raw, Files.size(file), line);
        var in = new BufferedInputStream(plain(file, progress), 1 << 17)) {
      TraceFormat format = TraceFormat.of(in);
      TracePieces.cut(
          in,
          format,
          piece -> {
            count(server.offer(piece, format));
            progress.show(spans);
          });
      progress.end();
    } catch (StreamReadException e) {
      JsonLocation at = e.getLocation();
      throw new CommandException(
          "%s needs to be JSON, and is not at line %d, column %d"
              .formatted(file, at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  private static InputStream plain(Path file, InputStream in) throws IOException {
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private void count(@Nullable JsonNode answer) {
    if (answer != null) {
      spans += answer.path("spans").asLong();
      rejected += answer.path("rejected").asLong();
      reason = reason.isEmpty() ? answer.path("reason").asText() : reason;
    }
  }
}
