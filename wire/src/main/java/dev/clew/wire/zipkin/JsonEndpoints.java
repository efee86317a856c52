package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.proto.MalformedException;

/// Reads endpoints in JSON, most of which are written as the one before was.
///
/// Owned by one thread.
final class JsonEndpoints {
  private static final int MAX_PORT = 0xffff;

  private final JsonReader json;
  private final JsonReader.Member member = this::member;
  private int from;
  private int to;
  private Endpoint endpoint = Endpoint.UNKNOWN;

  JsonEndpoints(JsonReader json) {
    this.json = json;
  }

  Endpoint read() throws MalformedException {
    int start = json.valueAt();
    if (!json.skipObjectLike(from, to)) {
      endpoint = Endpoint.UNKNOWN;
      json.object("endpoint", member);
      from = start;
      to = json.position();
    }
    return endpoint;
  }

  private void member(String name) throws MalformedException {
    switch (name) {
      case "serviceName" -> endpoint = endpoint.withServiceName(json.text());
      case "ipv4", "ipv6" -> endpoint = endpoint.withAddress(json.text());
      case "port" -> endpoint = endpoint.withPort(port());
      default -> json.skip();
    }
  }

  private int port() throws MalformedException {
    long port = json.int64();
    if (port > MAX_PORT) {
      throw json.malformed("invalid port " + port + ", needs at most " + MAX_PORT);
    }
    return (int) Math.max(0, port);
  }
}
