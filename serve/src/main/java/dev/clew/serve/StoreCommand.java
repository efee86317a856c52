package dev.clew.serve;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `clew store`: looks at, or after, the files of a store that no server has open.
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Looks at the files of a store that no server has open.",
    subcommands = {VerifyCommand.class, StatCommand.class, CompactCommand.class})
final class StoreCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "needs verify, stat or compact");
  }
}
