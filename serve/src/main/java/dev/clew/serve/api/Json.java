package dev.clew.serve.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/// Writes JSON that JavaScript reads without loss.
public final class Json {
  /// The largest whole number that a JavaScript number holds exactly, as do all below it.
  public static final long MAX_SAFE = (1L << 53) - 1;

  // Closing the generator must not send the reply: an error may still take its place.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final Separators SEPARATORS =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
          .withObjectEmptySeparator("")
          .withArrayEmptySeparator("");

  private Json() {}

  /// Writes one JSON value; `X` is what may go wrong besides writing.
  @FunctionalInterface
  public interface Body<X extends Exception> {
    void write(JsonGenerator json) throws IOException, X;
  }

  public static <X extends Exception> void write(OutputStream out, Body<X> body)
      throws IOException, X {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      body.write(json);
    }
  }

  /// Indents by four spaces.
  public static <X extends Exception> void writePretty(OutputStream out, Body<X> body)
      throws IOException, X {
    var indenter = new DefaultIndenter("    ", "\n");
    var printer = new DefaultPrettyPrinter(SEPARATORS);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setPrettyPrinter(printer);
      body.write(json);
    }
  }

  /// A number, or its digits as text where JavaScript would lose some.
  public static void integer(JsonGenerator json, long value) throws IOException {
    if (value > MAX_SAFE || value < -MAX_SAFE) {
      json.writeString(Long.toString(value));
    } else {
      json.writeNumber(value);
    }
  }

  /// A number, or a word where JSON has no number for it.
  public static void real(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  /// Nanoseconds since the epoch, unsigned, as decimal text.
  public static void moment(JsonGenerator json, long nanos) throws IOException {
    json.writeString(Long.toUnsignedString(nanos));
  }

  public static void moment(JsonGenerator json, String field, long nanos) throws IOException {
    json.writeFieldName(field);
    moment(json, nanos);
  }

  /// A number of nanoseconds; one too long for JavaScript counts as the longest it can hold, 104
  /// days.
  public static void duration(JsonGenerator json, long nanos) throws IOException {
    json.writeNumber(nanos < 0 ? MAX_SAFE : Math.min(nanos, MAX_SAFE));
  }

  public static void duration(JsonGenerator json, String field, long nanos) throws IOException {
    json.writeFieldName(field);
    duration(json, nanos);
  }

  public static void texts(JsonGenerator json, Collection<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /// Any attribute value as plain JSON: bytes in base64, an empty value as null.
  public static void value(JsonGenerator json, AttributeValue value) throws IOException {
    switch (value) {
      case AttributeValue.Empty _ -> json.writeNull();
      case AttributeValue.Text(var text) -> json.writeString(text);
      case AttributeValue.Bool(var truth) -> json.writeBoolean(truth);
      case AttributeValue.Int(var number) -> integer(json, number);
      case AttributeValue.Real(var number) -> real(json, number);
      case AttributeValue.Bytes(var bytes) -> json.writeBinary(bytes);
      case AttributeValue.Array(var values) -> array(json, values);
      case AttributeValue.Map(var entries) -> map(json, entries);
    }
  }

  private static void array(JsonGenerator json, List<AttributeValue> values) throws IOException {
    json.writeStartArray();
    for (AttributeValue value : values) {
      value(json, value);
    }
    json.writeEndArray();
  }

  private static void map(JsonGenerator json, List<Attribute> entries) throws IOException {
    json.writeStartObject();
    for (Attribute entry : LastAttributes.of(entries)) {
      json.writeFieldName(entry.key());
      value(json, entry.value());
    }
    json.writeEndObject();
  }

  /// The same as text of its own.
  public static String text(AttributeValue value) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      value(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
