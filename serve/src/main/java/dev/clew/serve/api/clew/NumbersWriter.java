package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.Exemplar;
import dev.clew.query.Label;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.TotalsAnswer;
import dev.clew.query.Value;
import dev.clew.serve.api.Json;
import java.io.IOException;

/// Writes the numbers that a query came to.
final class NumbersWriter {
  private NumbersWriter() {}

  static void write(JsonGenerator json, SeriesAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "series");
    Json.moment(json, "firstUnixNano", answer.steps().endNanos(0));
    json.writeFieldName("stepNanos");
    Json.integer(json, answer.steps().stepNanos());
    json.writeArrayFieldStart("series");
    for (Series series : answer.series()) {
      write(json, series);
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", answer.isTruncated());
    json.writeNumberField("unweighedSpans", answer.unweighedSpans());
    SearchWriter.write(json, answer.coverage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Series series) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("labels");
    for (Label label : series.labels().all()) {
      json.writeStartObject();
      json.writeStringField("name", label.key());
      ValueWriter.members(json, label.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("points");
    for (int step = 0; step < series.size(); step++) {
      if (Double.isNaN(series.point(step))) {
        json.writeNull();
      } else {
        Json.real(json, series.point(step));
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("exemplars");
    for (Exemplar exemplar : series.exemplars()) {
      write(json, exemplar);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Exemplar exemplar) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", exemplar.trace().toString());
    json.writeStringField("spanId", exemplar.span().toString());
    Json.moment(json, "startUnixNano", exemplar.startNanos());
    if (exemplar.value().isPresent()) {
      json.writeFieldName("value");
      Json.real(json, exemplar.value().getAsDouble());
    }
    json.writeEndObject();
  }

  static void write(JsonGenerator json, TotalsAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "totals");
    json.writeFieldName("keys");
    Json.texts(json, answer.keys());
    json.writeArrayFieldStart("totals");
    for (TotalsAnswer.Total total : answer.totals()) {
      json.writeStartObject();
      json.writeFieldName("group");
      ValueWriter.write(json, total.group());
      json.writeFieldName("value");
      write(json, total.value());
      json.writeNumberField("spanCount", total.spans());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", answer.isTruncated());
    SearchWriter.write(json, answer.coverage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    json.writeStartObject();
    ValueWriter.members(json, value);
    json.writeEndObject();
  }
}
