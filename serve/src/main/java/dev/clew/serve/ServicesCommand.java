package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `clew services`: asks a running server how its services are doing, or the operations of one.
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description = {
      "Shows rate, errors and latency of each service, or of the operations of one, in the last"
          + " hour",
      "or the time given, and how that has changed since the equal time before."
    })
final class ServicesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "one of them")
  private @Nullable String service;

  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode asked = range.question();
    if (service == null) {
      asking.show("services/overview" + Parameter.all(asked), "nothing", RedTable::services);
    } else {
      asking.show(
          "services/" + Parameter.escaped(service) + "/overview" + Parameter.all(asked),
          "nothing of service " + service,
          RedTable::operations);
    }
    return 0;
  }
}
