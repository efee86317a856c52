package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `clew changes`: asks a running server what moved.
@Command(
    name = "changes",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which services and operations fail more or take longer, are busier, new or gone in the",
      "last hour or the time given than in the equal time before, the most telling first."
    })
final class ChangesCommand implements Callable<Integer> {
  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode asked = range.question();
    asking.show("changes" + Parameter.all(asked), "nothing", ChangesTable::changes);
    return 0;
  }
}
