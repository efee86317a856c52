package dev.clew.bench.otlp;

import dev.clew.wire.Encoding;
import io.netty.channel.EventLoopGroup;
import java.net.URI;

/// Sends requests over one connection of its own and waits for each answer. Owned by one thread.
public interface Exporter extends AutoCloseable {
  /// A request of OTLP as it travels: compressed, and translated where need be.
  byte[] body(byte[] request);

  /// Sends one [#body(byte[])].
  Outcome export(byte[] body);

  @Override
  void close();

  /// Connects when the first request is sent.
  static Exporter open(Protocol protocol, URI endpoint, Encoding encoding, EventLoopGroup loops) {
    return switch (protocol) {
      case GRPC, JAEGER_GRPC -> new GrpcExporter(protocol, endpoint, encoding, loops);
      case JAEGER_COMPACT -> new DatagramExporter(endpoint);
      case HTTP, JSON, JAEGER_THRIFT, ZIPKIN, ZIPKIN_JSON, ZIPKIN_JSON_V1, ZIPKIN_THRIFT ->
          new HttpExporter(protocol, endpoint, encoding, loops);
    };
  }
}
