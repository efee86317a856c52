package dev.clew.bench.fill;

import dev.clew.bench.data.Pool;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.Subject;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A store of known spans, all of them sealed, in a folder that can be used again.
///
/// @param data the server's data folder
public record FilledFolder(Path data, Content content) {
  private static final long SEED = 7;
  private static final int BATCH = 500;
  private static final int CONNECTIONS = 8;
  private static final Duration LONGEST = Duration.ofDays(1);

  /// Starts a server on a data folder.
  @FunctionalInterface
  public interface Launch {
    ServerProcess on(Path data) throws IOException;
  }

  /// About so many spans, always the same.
  public static Content content(long spans) {
    return Content.of(SEED, spans, BATCH);
  }

  /// Takes the folder as it is when it holds so many spans, and fills it when it is empty.
  public static FilledFolder of(Path folder, long spans, Launch launch, Consumer<Object> progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    Path note = folder.resolve("content.properties");
    Optional<Content> found = Content.read(note);
    Content wanted = content(spans);
    if (found.isPresent()) {
      if (!found.get().equals(wanted)) {
        throw new IOException(
            "folder %s must hold %s, holds %s; use another one"
                .formatted(folder, wanted, found.get()));
      }
      return new FilledFolder(data, found.get());
    }
    if (Files.exists(data)) {
      throw new IOException(
          "folder " + folder + " must be empty or filled, was left half filled; use another one");
    }
    try (ServerProcess server = launch.on(data).awaitReady()) {
      fill(server, wanted, progress);
      server.awaitSealed();
      server.stop();
    }
    wanted.write(note);
    return new FilledFolder(data, wanted);
  }

  /// Sends all of a content to a server as fast as it takes it.
  public static Totals fill(Subject subject, Content content, Consumer<Object> progress)
      throws IOException, InterruptedException {
    Protocol protocol = subject.spoken(Protocol.GRPC);
    Plan plan =
        new Plan(
            subject.endpoint(protocol),
            protocol,
            protocol == Protocol.ZIPKIN ? Encoding.GZIP : Encoding.ZSTD,
            Rate.MAX,
            content.rounds(),
            LONGEST,
            CONNECTIONS,
            Optional.empty());
    Pool pool = Pool.make(content.recipe());
    Totals totals = Load.start(plan, pool, Clock.system()).await(subject, progress::accept);
    if (totals.ackedSpans() != content.spans()) {
      throw new IOException("a fill must be acknowledged as a whole, was not: " + totals);
    }
    return totals;
  }
}
