package dev.clew.serve;

import dev.clew.model.TraceId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `clew compare`: asks a running server what differs between two traces.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Shows two traces as one call tree: how often each call was made, how long it took in itself",
      "and how that differs, the attributes that differ below it."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "32 hexadecimal digits")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "the same of another trace")
  private String b = "";

  @Mixin private AskingOptions asking = new AskingOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    String path = "compare/traces?a=" + traceId(a) + "&b=" + traceId(b);
    asking.show(path, "no trace " + a + " or " + b, ComparisonTable::of);
    return 0;
  }

  private TraceId traceId(String text) {
    try {
      return TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
