package dev.clew.collect.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Texts with secrets, and texts that look like it, kept as data.
final class Corpus {
  private Corpus() {}

  /// A text, and what must not be left of it.
  record Secret(String text, String secret) {}

  static List<Secret> secrets() {
    return lines("/redaction/secrets.tsv").stream()
        .map(line -> line.split("\t", 2))
        .map(parts -> new Secret(parts[0], parts[1]))
        .toList();
  }

  static List<String> lookAlikes() {
    return lines("/redaction/look-alikes.txt");
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("needs the resource " + resource);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.replace("\\n", "\n"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
