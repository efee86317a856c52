package dev.clew.bench.process;

import dev.clew.bench.otlp.Protocol;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is measured: a server that takes spans.
public interface Subject extends AutoCloseable {
  /// How it is called in reports.
  String name();

  /// How it takes spans when it is asked to take them so.
  default Protocol spoken(Protocol asked) {
    return asked;
  }

  /// Where it takes spans.
  URI endpoint(Protocol protocol) throws IOException;

  /// The process to watch, when it is known.
  Optional<ProcessHandle> process();

  /// Fails where the process was started here and has ended by itself: nothing will come of waiting
  /// for it.
  default void requireAlive() throws IOException, InterruptedException {}

  /// What a span takes on the disk once nothing waits to be written any more, when that can be
  /// told.
  OptionalDouble storedBytesPerSpan() throws IOException, InterruptedException;

  @Override
  void close();

  /// A server that somebody else runs.
  static Subject at(URI endpoint, Optional<ProcessHandle> process) {
    return new Elsewhere(endpoint, process);
  }

  /// A server that somebody else runs.
  record Elsewhere(URI endpoint, Optional<ProcessHandle> process) implements Subject {
    @Override
    public String name() {
      return endpoint.toString();
    }

    @Override
    public URI endpoint(Protocol protocol) {
      return endpoint;
    }

    @Override
    public OptionalDouble storedBytesPerSpan() {
      return OptionalDouble.empty();
    }

    @Override
    public void close() {}
  }
}
