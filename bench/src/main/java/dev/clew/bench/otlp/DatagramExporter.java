package dev.clew.bench.otlp;

import dev.clew.model.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Jaeger's calls over UDP, as many as a request needs; nobody says what became of them.
final class DatagramExporter implements Exporter {
  private static final int MOST_BYTES = 65_000;

  private final DatagramSocket socket;
  private final InetSocketAddress to;

  DatagramExporter(URI endpoint) {
    to = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    try {
      socket = new DatagramSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Calls, each after its length.
  @Override
  public byte[] body(byte[] request) {
    ByteBuffer calls = ByteBuffer.allocate(2 * request.length + MOST_BYTES);
    write(Wording.spans(request), calls);
    return Arrays.copyOf(calls.array(), calls.position());
  }

  private static void write(List<Span> spans, ByteBuffer calls) {
    byte[] call = JaegerThrift.call(spans);
    if (call.length <= MOST_BYTES) {
      calls.putInt(call.length).put(call);
      return;
    }
    int half = spans.size() / 2;
    write(spans.subList(0, half), calls);
    write(spans.subList(half, spans.size()), calls);
  }

  @Override
  public Outcome export(byte[] body) {
    try {
      for (ByteBuffer calls = ByteBuffer.wrap(body); calls.hasRemaining(); ) {
        int length = calls.getInt();
        socket.send(new DatagramPacket(body, calls.position(), length, to));
        calls.position(calls.position() + length);
      }
      return new Outcome.Acknowledged();
    } catch (IOException e) {
      return new Outcome.Refused(e.toString());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
