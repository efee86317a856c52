package dev.clew.bench.load;

/// Sends the bytes of one request, compressed already, and waits for the answer. Safe for many
/// threads.
interface Exporter {
  Outcome export(byte[] body);
}
