package dev.clew.serve.api.tempo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/// Turns OTLP/JSON, while it is written, into what protobuf's own JSON makes of the same messages:
/// ids in base64, kinds and status codes by name.
///
/// What an attribute is called stands in values, never in names, so that these names are always
/// those of spans and links.
final class ProtoJson extends JsonGeneratorDelegate {
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

  ProtoJson(JsonGenerator json) {
    super(json, false);
  }

  @Override
  public void writeStringField(String name, String value) throws IOException {
    super.writeStringField(name, IDS.contains(name) ? base64(value) : value);
  }

  @Override
  public void writeNumberField(String name, int value) throws IOException {
    if (name.equals("kind") && value > 0 && value < SpanKind.values().length) {
      writeStringField(name, "SPAN_KIND_" + SpanKind.values()[value]);
    } else if (name.equals("code") && value > 0 && value < StatusCode.values().length) {
      writeStringField(name, "STATUS_CODE_" + StatusCode.values()[value]);
    } else {
      super.writeNumberField(name, value);
    }
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
