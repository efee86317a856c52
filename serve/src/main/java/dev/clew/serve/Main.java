package dev.clew.serve;

import dev.clew.serve.http.PortInUseException;
import dev.clew.serve.settings.SettingsException;
import dev.clew.store.DataFolderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/// The command line of the server.
@Command(
    name = "clew",
    description = "A distributed tracing system in one process.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Main.ClewVersion.class,
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      QueryCommand.class,
      TraceCommand.class,
      CompareCommand.class,
      ServicesCommand.class,
      MapCommand.class,
      ErrorsCommand.class,
      FunnelCommand.class,
      ChangesCommand.class,
      DeleteCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      StoreCommand.class,
      HelpCommand.class
    })
public final class Main {
  /// As `sysexits.h` numbers it: what was configured cannot be worked with.
  static final int BAD_CONFIGURATION = 78;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((thrown, command, _) -> fail(thrown, command));
  }

  /// What the operator can put right is said in a sentence, all else with its stack.
  private static int fail(Exception thrown, CommandLine command) throws Exception {
    int code =
        switch (thrown) {
          case SettingsException _, DataFolderException _ -> BAD_CONFIGURATION;
          case PortInUseException _, CommandException _ -> CommandLine.ExitCode.SOFTWARE;
          default -> throw thrown;
        };
    String.valueOf(thrown.getMessage())
        .lines()
        .forEach(line -> command.getErr().println("clew: " + line));
    return code;
  }

  static final class ClewVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"clew " + Version.current()};
    }
  }
}
