package dev.clew.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// `clew bench`: measures whole servers over loopback.
@Command(
    name = "clew bench",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Measures this build, or another server, as processes of their own over loopback with"
            + " real requests. Prints one table and one line of JSON. The machine should have"
            + " nothing else to do; the table says how busy it was. PERFORMANCE.md says more.",
    footer = {
      "",
      "`clew bench jmh [PATTERN]` runs the benchmarks of single parts instead; it takes the options"
          + " of JMH."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured",
      "1:something was refused or answered wrongly, or the run failed",
      "2:the options are wrong"
    },
    subcommands = {
      Ingest.class,
      SyncModes.class,
      Receivers.class,
      Lookup.class,
      ScanBlocks.class,
      QuerySpans.class,
      Endpoints.class,
      Mixture.class,
      Recover.class,
      Growth.class,
      Agents.class
    })
public final class Bench {
  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
  }

  static CommandLine commandLine() {
    return Values.registerWith(new CommandLine(new Bench()))
        .setParameterExceptionHandler((wrong, _) -> {
          PrintWriter err = wrong.getCommandLine().getErr();
          err.println(wrong.getMessage());
          err.println("See: clew bench --help");
          return ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((thrown, line, _) -> {
          line.getErr().println("clew bench failed: " + thrown);
          return ExitCode.SOFTWARE;
        });
  }
}
