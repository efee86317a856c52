package dev.clew.bench.otlp;

import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import java.net.URI;

/// Sends requests over one connection of its own and waits for each answer. Owned by one thread.
public interface Exporter extends AutoCloseable {
  /// Sends the bytes of one request, compressed already.
  Outcome export(byte[] body);

  @Override
  void close();

  /// Connects when the first request is sent.
  static Exporter open(Protocol protocol, URI endpoint, Encoding encoding, EventLoopGroup loops) {
    return switch (protocol) {
      case GRPC -> new GrpcExporter(endpoint, encoding, loops);
      case HTTP -> new HttpExporter(endpoint, encoding, loops);
    };
  }
}
