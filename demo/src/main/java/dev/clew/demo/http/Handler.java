package dev.clew.demo.http;

/// Answers the requests of one route; what it throws becomes a 500.
@FunctionalInterface
public interface Handler {
  Reply handle(Request request) throws Exception;
}
