package dev.clew.serve.api.clew;

import dev.clew.analyze.FunnelQuestion;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Reads the body of a funnel.
final class FunnelReader {
  private static final int USUAL_TRACES = 10_000;
  private static final int MOST_TRACES = 50_000;
  private static final int LONGEST_STEP = 4096;

  private static final List<String> MEMBERS =
      List.of("steps", "gapNanos", "startUnixNano", "endUnixNano", "limit");

  private FunnelReader() {}

  static FunnelQuestion read(byte[] body, InstantSource clock) {
    var members = new Members(SearchReader.parse(body), "", MEMBERS);
    return new FunnelQuestion(
        steps(members),
        members.whole("gapNanos", 0, Long.MAX_VALUE).orElse(FunnelQuestion.ANY_GAP),
        RangeReader.range(members, clock),
        (int) members.whole("limit", 1, MOST_TRACES).orElse(USUAL_TRACES));
  }

  private static List<Pipeline> steps(Members members) {
    var pipelines = new ArrayList<Pipeline>();
    for (String step : members.texts("steps", 2, FunnelQuestion.MOST_STEPS)) {
      pipelines.add(step("steps[" + pipelines.size() + "]", step));
    }
    return pipelines;
  }

  private static Pipeline step(String name, String text) {
    if (text.length() > LONGEST_STEP) {
      throw RequestException.bad(
          "%s needs at most %d characters, got %d".formatted(name, LONGEST_STEP, text.length()));
    }
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(Query(Query.Root.Search(var pipeline), var order, var limit, _))
          when order.isEmpty() && limit.isEmpty() ->
          pipeline;
      case Parsed.Valid _ ->
          throw RequestException.bad(
              name
                  + " needs a query that ends in spans, without order by and limit, such as"
                  + " { name = \"pay\" }; got "
                  + RequestException.quote(text));
      case Parsed.Invalid(var error) -> throw RequestException.bad(name + ", " + error);
    };
  }
}
