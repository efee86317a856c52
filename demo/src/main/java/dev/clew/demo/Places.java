package dev.clew.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where the services listen on loopback, and the card network outside the shop after them.
record Places(List<Integer> ports) {
  private static final int CARDS = Service.values().length;
  private static final int COUNT = CARDS + 1;

  Places {
    ports = List.copyOf(ports);
    if (ports.size() != COUNT) {
      throw new IllegalArgumentException("the shop needs " + COUNT + " ports, got " + ports);
    }
  }

  /// The gateway's port and those after it.
  static Places from(int base) {
    return new Places(IntStream.range(base, base + COUNT).boxed().toList());
  }

  /// Ports that nobody uses now: all are open at once before any is given back.
  static Places free() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < COUNT; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new Places(sockets.stream().map(ServerSocket::getLocalPort).toList());
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  static Places parse(String text) {
    return new Places(Stream.of(text.split(",", -1)).map(Integer::valueOf).toList());
  }

  int port(Service service) {
    return ports.get(service.ordinal());
  }

  URI of(Service service) {
    return local(port(service));
  }

  int cardsPort() {
    return ports.get(CARDS);
  }

  URI cards() {
    return local(cardsPort());
  }

  /// As [#parse(String)] reads it.
  @Override
  public String toString() {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
