package dev.clew.demo.traffic;

import dev.clew.demo.http.Fields;

/// One request a customer sends to the gateway.
public record Errand(String method, String path, Fields fields, Visitor visitor) {
  /// Who sends it: a token, a browser and an address.
  public record Visitor(String token, String agent, String address) {}
}
