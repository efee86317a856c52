package dev.clew.bench.ask;

/// A request to a server's query API.
///
/// @param body JSON; empty for a GET
public record Question(String path, String body) {
  public static Question of(String path) {
    return new Question(path, "");
  }
}
