package dev.clew.serve.sampling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The strategies of a file, read again when it changes. One that cannot be read leaves what held
/// before, is told in the log once, and as a problem as long as it is so. Safe for any thread; its
/// own lock guards it.
public final class StrategiesFile {
  private static final Logger LOG = LoggerFactory.getLogger(StrategiesFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int MAX_BYTES = 16 << 20;

  private final @Nullable Path path;
  private final boolean ratesInherit;
  private final InstantSource clock;
  private Strategies strategies = Strategies.ALL;
  private Optional<String> problem = Optional.empty();
  private Optional<Stamp> seen = Optional.empty();
  private Instant lookAgain = Instant.MIN;

  private StrategiesFile(@Nullable Path path, boolean ratesInherit, InstantSource clock) {
    this.path = path;
    this.ratesInherit = ratesInherit;
    this.clock = clock;
  }

  /// What tells one state of a file from another.
  private record Stamp(FileTime time, long bytes, @Nullable Object key) {
    static Optional<Stamp> of(Path path) {
      try {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /// Reads the file for the first time; one that is bad is an `IOException`.
  public static StrategiesFile open(Optional<Path> path, boolean ratesInherit, InstantSource clock)
      throws IOException {
    var file = new StrategiesFile(path.orElse(null), ratesInherit, clock);
    file.look();
    Optional<String> problem = file.problem;
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    return file;
  }

  /// What a service is told now.
  synchronized Strategy of(String service) {
    look();
    return strategies.of(service);
  }

  /// Why what holds is not what the file says now.
  public synchronized Optional<String> problem() {
    look();
    return problem;
  }

  private synchronized void look() {
    Instant now = clock.instant();
    if (path == null || now.isBefore(lookAgain)) {
      return;
    }
    lookAgain = now.plus(LOOK_EVERY);
    Optional<Stamp> stamp = Stamp.of(path);
    boolean isKnown = stamp.isPresent() && stamp.equals(seen);
    if (!isKnown) {
      Optional<String> before = problem;
      read(path);
      seen = stamp;
      if (problem.isPresent() && !problem.equals(before)) {
        LOG.warn("{}; what held before goes on", problem.get());
      }
    }
  }

  private void read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("needs at most 16 MiB, has " + Files.size(file));
      }
      StrategiesReader.Read read = StrategiesReader.read(Files.readAllBytes(file), ratesInherit);
      read.warnings().forEach(warning -> LOG.warn("{}: {}", file.getFileName(), warning));
      strategies = read.strategies();
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of("the sampling strategies in " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      problem = Optional.of("the sampling strategies in " + file + ": " + e.getMessage());
    }
  }
}
