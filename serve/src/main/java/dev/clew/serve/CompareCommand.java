package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.TraceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew compare`: asks a running server what differs between two traces, or between the traces of
/// two queries.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Shows two traces, or the traces of two queries, as one call tree: how often each call was",
      "made, how long it took and how that differs, and the attributes that differ below it.",
      "With queries it is the last hour or the time given; --before compares with an earlier time."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "A",
      description = "a trace: 32 hexadecimal digits")
  private @Nullable String a;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      description = "the same of another trace")
  private @Nullable String b;

  @Option(names = "--query-a", paramLabel = "TRACEQL", description = "the traces of this query")
  private @Nullable String queryA;

  @Option(
      names = "--query-b",
      paramLabel = "TRACEQL",
      description = "the traces of this query (that of A)")
  private @Nullable String queryB;

  @Option(
      names = "--before",
      paramLabel = "DURATION",
      description = "how much earlier the traces of A are, such as 24h")
  private @Nullable String before;

  @Option(names = "--limit", paramLabel = "N", description = "traces a side (${DEFAULT-VALUE})")
  private int limit = 100;

  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (queryA != null && a == null) {
      asking.show("compare/queries", queries(queryA), ComparisonTable::ofQueries);
    } else if (a != null && b != null && queryA == null && queryB == null) {
      String path = "compare/traces?a=" + traceId(a) + "&b=" + traceId(b);
      asking.show(path, "no trace " + a + " or " + b, ComparisonTable::of);
    } else {
      throw new ParameterException(
          spec.commandLine(), "needs two traces, or --query-a and perhaps --query-b");
    }
    return 0;
  }

  private JsonNode queries(String query) {
    Instant now = InstantSource.system().instant();
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("limit", limit);
    ObjectNode earlier = asked.putObject("a").put("query", query);
    ObjectNode later = asked.putObject("b").put("query", queryB == null ? query : queryB);
    range.addTo(earlier, before == null ? now : before(now, before));
    range.addTo(later, now);
    if (before != null) {
      range.endAt(earlier, before(now, before));
    }
    return asked;
  }

  private Instant before(Instant now, String text) {
    try {
      return Moment.parse(text).from(now);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--before: " + e.getMessage(), e);
    }
  }

  private TraceId traceId(String text) {
    try {
      return TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
