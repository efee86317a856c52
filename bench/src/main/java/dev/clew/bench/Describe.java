package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.PoolFacts;
import dev.clew.bench.load.Plan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `clew generate describe`: what one round of a data set holds, and how small it can get.
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description =
        "Makes the data set and describes one round of it. random_bytes_per_span is the entropy"
            + " floor: no lossless store of a round is smaller.")
final class Describe implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private DataOptions data = new DataOptions();

  @Override
  public Integer call() {
    Pool pool = Pool.make(data.recipe(Plan.MAX_RATE));
    Console.of(spec).show(figures(pool));
    return CommandLine.ExitCode.OK;
  }

  private static Figures figures(Pool pool) {
    PoolFacts facts = pool.facts();
    return new Figures("describe")
        .add("requests", pool.size())
        .add("traces", facts.traces())
        .add("spans", facts.spans())
        .add("spans_per_trace", facts.spansPerTrace())
        .add("attributes_per_span", facts.attributesPerSpan())
        .add("http_server_share", facts.serverShare())
        .add("failed_share", facts.failedShare())
        .add("otlp_bytes_per_span", facts.bytesPerSpan())
        .add("random_bytes_per_span", facts.floorPerSpan());
  }
}
