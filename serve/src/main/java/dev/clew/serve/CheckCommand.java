package dev.clew.serve;

import dev.clew.serve.settings.Heap;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `clew check`: reads the settings as the server would, and says what it would use.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Validates the settings and shows each with where it comes from.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SettingsException {
    Heap.ofThisProcess().requireRoom();
    Settings settings = options.read(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    settings.said().forEach(out::println);
    out.flush();
    return 0;
  }
}
