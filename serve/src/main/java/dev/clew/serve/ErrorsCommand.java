package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew errors`: asks a running server what failed, in groups.
@Command(
    name = "errors",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the failed spans of the last hour or the time given in groups of the same exception,",
      "message, place in the code and service, the largest first, each with the newest example,",
      "and says which are new and which have come back."
    })
final class ErrorsCommand implements Callable<Integer> {
  @Option(names = "--query", paramLabel = "TRACEQL", description = "only among spans of this query")
  private @Nullable String query;

  @Option(names = "--limit", paramLabel = "N", description = "how many groups (${DEFAULT-VALUE})")
  private int limit = 20;

  @Option(
      names = "--group",
      paramLabel = "ID",
      description = "one group alone, with its versions and its newest failures")
  private @Nullable String group;

  @Mixin private AskingOptions asking = new AskingOptions();
  @Mixin private RangeOptions range = new RangeOptions();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode asked = range.question();
    asked.put("limit", limit);
    if (query != null) {
      asked.put("query", query);
    }
    if (group == null) {
      asking.show("errors", asked, ErrorsTable::groups);
      return 0;
    }
    asked.put("group", group);
    asking.show("errors", asked, answer -> ErrorsTable.group(answer, ZoneId.systemDefault()));
    return 0;
  }
}
