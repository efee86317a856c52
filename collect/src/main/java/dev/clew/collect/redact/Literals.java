package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.util.function.LongConsumer;

/// Finds the literals in a statement: what stands between single quotes, where two of them are one
/// within it.
final class Literals {
  private Literals() {}

  /// Hands on what stands between the quotes.
  static void find(Text text, LongConsumer found) {
    int at = text.from();
    while (at < text.to()) {
      if (text.at(at) != '\'') {
        at++;
        continue;
      }
      int from = at + 1;
      int to = end(text, from);
      if (to > from && !Placeholders.isOne(new Text(text.bytes(), from, to))) {
        found.accept(Slice.of(from, to - from));
      }
      at = to + 1;
    }
  }

  private static int end(Text text, int from) {
    int at = from;
    while (at < text.to()) {
      if (text.at(at) == '\\') {
        at++;
      } else if (text.at(at) == '\'') {
        if (text.at(at + 1) != '\'') {
          return at;
        }
        at++;
      }
      at++;
    }
    return text.to();
  }
}
