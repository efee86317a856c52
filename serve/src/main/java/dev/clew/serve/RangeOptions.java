package dev.clew.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// When the spans start that a command asks for.
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "how long ago, such as 1h, or 2026-03-01T12:00:00Z (all that is stored)")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "the same (all that is stored)")
  private @Nullable String to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// A question for the server that tells the ends that are given, seen from now.
  ObjectNode question() {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    addTo(question, InstantSource.system().instant());
    return question;
  }

  /// Adds the ends that are given to a question for the server.
  void addTo(ObjectNode question, Instant now) {
    if (from != null) {
      question.put("startUnixNano", nanos("--from", from, now));
    }
    if (to != null) {
      question.put("endUnixNano", nanos("--to", to, now));
    }
  }

  /// Lets the range end now, unless it says otherwise: numbers over time need an end.
  void endAt(ObjectNode question, Instant now) {
    if (to == null) {
      question.put("endUnixNano", nanos("--to", "0s", now));
    }
  }

  private String nanos(String option, String text, Instant now) {
    try {
      Instant instant = Moment.parse(text).from(now);
      long nanos =
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)),
              instant.getNano());
      return Long.toString(Math.max(0, nanos));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
