package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew map`: asks a running server who calls whom.
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which services call which others, databases and queues, with rate, errors and latency",
      "of the calls in the last hour or the time given."
    })
final class MapCommand implements Callable<Integer> {
  @Option(names = "--focus", paramLabel = "NAME", description = "only what is near this one")
  private @Nullable String focus;

  @Option(names = "--hops", paramLabel = "N", description = "how near (${DEFAULT-VALUE})")
  private int hops = 1;

  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode asked = range.question();
    if (focus != null) {
      asked.put("focus", focus).put("hops", hops);
    }
    asking.show("map" + Parameter.all(asked), "nothing", RedTable::map);
    return 0;
  }
}
