package dev.clew.serve.api.tempo;

import dev.clew.model.TimeRange;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesRequest;
import dev.clew.query.traceql.Query;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.RequestException;
import dev.clew.serve.api.tempo.Parameters.Seconds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the questions of gRPC, by the numbers of `docs/tempo.proto`. Zero is what was not said.
final class Asked {
  private Asked() {}

  static SearchRequest search(ProtoFields fields) {
    return new SearchRequest(
        query(fields),
        SearchReader.range(seconds(fields, 5, 6)),
        SearchReader.limit(fields.small(4)),
        Optional.empty(),
        SearchReader.spans(fields.small(9)));
  }

  private static Query query(ProtoFields fields) {
    String query = fields.text(8);
    Map<String, String> tags = fields.texts(1);
    SearchReader.checkEither(!query.isEmpty(), tags);
    return query.isEmpty()
        ? SearchReader.byTags(tags, millis(fields, 2), millis(fields, 3))
        : SearchReader.parse(query);
  }

  private static Duration millis(ProtoFields fields, int field) {
    return Duration.ofMillis(fields.small(field).orElse(0));
  }

  private static Optional<Seconds> seconds(ProtoFields fields, int start, int end) {
    return Seconds.of(fields.small(start), fields.small(end));
  }

  static TagQuestion tags(ProtoFields fields) {
    return new TagQuestion(
        fields.text(1), "", fields.text(2), range(fields, 3, 4), fields.small(5).orElse(0));
  }

  static TagQuestion values(ProtoFields fields) {
    return new TagQuestion(
        "", fields.text(1), fields.text(2), range(fields, 4, 5), fields.small(6).orElse(0));
  }

  private static TimeRange range(ProtoFields fields, int start, int end) {
    return seconds(fields, start, end).map(Seconds::range).orElse(TimeRange.ALL);
  }

  static SeriesRequest series(ProtoFields fields) {
    Query query = SeriesReader.parse(fields.text(1));
    TimeRange range = nanos(fields);
    OptionalLong step = fields.number(4);
    if (step.isPresent() && step.getAsLong() < 0) {
      throw RequestException.bad("invalid step: needs at most 292 years");
    }
    return SeriesReader.overTime(
        query,
        range,
        step.isPresent() ? Duration.ofNanos(step.getAsLong()) : SeriesReader.usualStep(range),
        SeriesReader.exemplars(fields.small(16)),
        SeriesReader.maxSeries(fields.small(17)));
  }

  static SeriesRequest totals(ProtoFields fields) {
    return SeriesReader.whole(
        SeriesReader.parse(fields.text(1)),
        nanos(fields),
        SeriesReader.maxSeries(fields.small(17)));
  }

  private static TimeRange nanos(ProtoFields fields) {
    return SeriesReader.range(fields.number(2).orElse(0), fields.number(3).orElse(0));
  }
}
