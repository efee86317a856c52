package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.query.traceql.TraceQl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew funnel`: asks a running server how many traces take one step after the other.
@Command(
    name = "funnel",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how many traces of the last hour or the time given get from step to step, how long",
      "that takes, and the newest that were lost on the way. A step is reached by a span of its",
      "query that starts when the span of the step before starts, or later."
    })
final class FunnelCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..8",
      paramLabel = "STEP",
      description = "a TraceQL query of spans, such as '{ name = \"pay\" }'; 2 to 8 of them")
  private List<String> steps = List.of();

  @Option(
      names = "--gap",
      paramLabel = "DURATION",
      description = "how long after a step the next one starts at most, such as 5s (any)")
  private @Nullable String gap;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "traces looked at, the newest (${DEFAULT-VALUE})")
  private int limit = 10_000;

  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode asked = range.question();
    asked.put("limit", limit);
    if (gap != null) {
      asked.put("gapNanos", nanos(gap));
    }
    steps.forEach(asked.putArray("steps")::add);
    asking.show("funnels/eval", asked, answer -> FunnelTable.of(answer, steps));
    return 0;
  }

  private long nanos(String text) {
    return TraceQl.duration(text)
        .map(Duration::toNanos)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "--gap needs a duration such as 5s or 200ms, got " + text));
  }
}
