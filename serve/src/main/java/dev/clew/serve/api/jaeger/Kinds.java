package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.SpanKind;
import dev.clew.query.Operation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Jaeger's words for span kinds; none stands for `UNSPECIFIED`.
final class Kinds {
  private Kinds() {}

  static Optional<SpanKind> of(String word) {
    return Arrays.stream(SpanKind.values())
        .filter(kind -> kind != SpanKind.UNSPECIFIED && word(kind).equals(word))
        .findFirst();
  }

  static String word(SpanKind kind) {
    return kind == SpanKind.UNSPECIFIED ? "" : kind.name().toLowerCase(Locale.ROOT);
  }

  /// The third generation calls an unspecified kind internal.
  static String wordOrInternal(SpanKind kind) {
    return kind == SpanKind.UNSPECIFIED ? "internal" : word(kind);
  }

  /// Writes operations as both generations do, each with its own words.
  static void write(JsonGenerator json, List<Operation> operations, Function<SpanKind, String> word)
      throws IOException {
    json.writeStartArray();
    for (Operation operation : operations) {
      json.writeStartObject();
      json.writeStringField("name", operation.name());
      json.writeStringField("spanKind", word.apply(operation.kind()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
