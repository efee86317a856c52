package dev.clew.serve.api.tempo;

import dev.clew.query.Coverage;
import dev.clew.query.Exemplar;
import dev.clew.query.Label;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Steps;
import dev.clew.serve.api.tempo.Message.Content;
import java.util.ArrayList;
import java.util.List;

/// Writes numbers over time.
final class SeriesMessages {
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final int PARTIAL = 1;

  private SeriesMessages() {}

  static List<Message> overTime(SeriesAnswer answer) {
    return answer.series().stream()
        .filter(each -> !each.isEmpty())
        .map(each -> series(answer.steps(), each))
        .toList();
  }

  /// Of each series its only number.
  static List<Message> whole(SeriesAnswer answer) {
    return answer.series().stream()
        .filter(each -> !each.isEmpty())
        .map(each ->
            new Message()
                .all(1, "labels", labels(each))
                .set(2, "value", new Content.Real(each.point(0))))
        .toList();
  }

  /// An answer that holds some of the series, or all.
  static Message answer(List<Message> series, SeriesAnswer answer) {
    Message message =
        new Message()
            .all(1, "series", series)
            .one(2, "metrics", SearchMessages.metrics(answer.coverage()));
    List<String> reasons = reasons(answer);
    return reasons.isEmpty()
        ? message
        : message
            .set(3, "status", new Content.Word(PARTIAL, "PARTIAL"))
            .text(4, "message", String.join("; ", reasons));
  }

  /// Why something may be missing.
  private static List<String> reasons(SeriesAnswer answer) {
    var reasons = new ArrayList<String>();
    Coverage coverage = answer.coverage();
    if (!coverage.complete()) {
      reasons.addAll(coverage.reasons());
    }
    if (answer.isTruncated()) {
      reasons.add("there are more series than these; group by less, or select fewer spans");
    }
    return reasons;
  }

  private static Message series(Steps steps, Series series) {
    var samples = new ArrayList<Message>();
    for (int step = 0; step < series.size(); step++) {
      if (!Double.isNaN(series.point(step))) {
        samples.add(
            new Message()
                .set(1, "value", new Content.Real(series.point(step)))
                .large(2, "timestampMs", steps.endNanos(step) / NANOS_A_MILLI));
      }
    }
    return new Message()
        .all(1, "labels", labels(series))
        .all(2, "samples", samples)
        .many(
            4,
            "exemplars",
            series.exemplars().stream().map(each -> exemplar(steps, series, each)).toList());
  }

  private static List<Message> labels(Series series) {
    return series.labels().all().stream()
        .map((Label label) -> Values.keyed(label.key(), label.value()))
        .toList();
  }

  /// Where spans are only counted, at the height of the line.
  private static Message exemplar(Steps steps, Series series, Exemplar exemplar) {
    double value =
        exemplar.value().orElseGet(() -> series.point(steps.indexOf(exemplar.startNanos())));
    return new Message()
        .all(1, "labels", List.of(Values.keyed("trace:id", TraceIds.format(exemplar.trace()))))
        .set(2, "value", new Content.Real(Double.isNaN(value) ? 0 : value))
        .large(3, "timestampMs", exemplar.startNanos() / NANOS_A_MILLI);
  }
}
