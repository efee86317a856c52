package dev.clew.serve.settings;

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

/// What a file says, read again when it changes. One that cannot be read leaves what held before,
/// is told in the log once, and as a problem as long as it is so. Safe for any thread; its own lock
/// guards it.
public final class WatchedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int MAX_MEBIBYTES = 16;

  private final @Nullable Path path;
  private final Kind<T> kind;
  private final InstantSource clock;
  private T content;
  private Optional<String> problem = Optional.empty();
  private Optional<Stamp> seen = Optional.empty();
  private Instant lookAgain = Instant.MIN;

  private WatchedFile(@Nullable Path path, Kind<T> kind, InstantSource clock) {
    this.path = path;
    this.kind = kind;
    this.clock = clock;
    content = kind.absent();
  }

  /// What such a file is.
  ///
  /// @param name what is in it, such as "the sampling strategies"
  /// @param absent what holds where there is no file
  public record Kind<T>(String name, T absent, Reader<T> reader) {}

  /// Makes something of what stands in a file.
  @FunctionalInterface
  public interface Reader<T> {
    /// Reads; throws an `IllegalArgumentException` that says what must hold.
    T read(Path file, byte[] bytes) throws IOException;
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
  public static <T> WatchedFile<T> open(Optional<Path> path, Kind<T> kind, InstantSource clock)
      throws IOException {
    var file = new WatchedFile<>(path.orElse(null), kind, clock);
    Optional<String> problem = file.problem();
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    return file;
  }

  /// What holds now.
  public synchronized T content() {
    look();
    return content;
  }

  /// Why what holds is not what the file says now.
  public synchronized Optional<String> problem() {
    look();
    return problem;
  }

  private void look() {
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
      if (Files.size(file) > MAX_MEBIBYTES << 20) {
        throw new IllegalArgumentException(
            "needs at most " + MAX_MEBIBYTES + " MiB, has " + Files.size(file));
      }
      content = kind.reader().read(file, Files.readAllBytes(file));
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of(kind.name() + " in " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      problem = Optional.of(kind.name() + " in " + file + ": " + e.getMessage());
    }
  }
}
