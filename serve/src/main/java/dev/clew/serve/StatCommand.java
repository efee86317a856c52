package dev.clew.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.serve.settings.SettingsException;
import dev.clew.store.StoreFolder;
import dev.clew.store.TenantSurvey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew store stat`: says what a store holds and what takes the room.
@Command(
    name = "stat",
    mixinStandardHelpOptions = true,
    description = "Says what each tenant has stored, and which columns take the room.")
final class StatCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "of each tenant, the largest (${DEFAULT-VALUE})")
  private int columns = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SettingsException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<TenantSurvey> tenants;
    try (StoreFolder folder = StoreFolder.open(options.read(System.getenv()).folder())) {
      tenants = folder.survey();
    }
    if (options.isJson()) {
      out.println(json(tenants).toPrettyString());
    } else {
      tenantTable(tenants).lines().forEach(out::println);
      for (TenantSurvey tenant : tenants) {
        if (tenant.spans() > 0) {
          out.println();
          columnTable(tenant).lines().forEach(out::println);
        }
      }
    }
    out.flush();
    return 0;
  }

  private static TextTable tenantTable(List<TenantSurvey> tenants) {
    var table = new TextTable(1);
    table.row("tenant", "blocks", "spans", "size", "B/span", "from", "to", "log", "requests");
    for (TenantSurvey each : tenants) {
      table.row(
          each.tenant(),
          TextTable.count(each.blocks()),
          TextTable.count(each.spans()),
          TextTable.size(each.blockBytes()),
          TextTable.perSpan(each.blockBytes(), each.spans()),
          each.spans() == 0 ? "–" : moment(each.minStartNanos()),
          each.spans() == 0 ? "–" : moment(each.maxStartNanos()),
          TextTable.size(each.logBytes()),
          TextTable.count(each.logRequests()));
    }
    return table;
  }

  private static String moment(long nanos) {
    return instant(nanos).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Instant instant(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
  }

  private List<Map.Entry<String, Long>> largest(TenantSurvey tenant) {
    return tenant.columnBytes().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(columns)
        .toList();
  }

  private TextTable columnTable(TenantSurvey tenant) {
    var table = new TextTable(1).row("of " + tenant.tenant(), "B/span", "share", "size");
    for (Map.Entry<String, Long> each : largest(tenant)) {
      table.row(
          each.getKey(),
          TextTable.perSpan(each.getValue(), tenant.spans()),
          Math.round(100.0 * each.getValue() / tenant.blockBytes()) + " %",
          TextTable.size(each.getValue()));
    }
    return table;
  }

  private ObjectNode json(List<TenantSurvey> tenants) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    var list = all.putArray("tenants");
    for (TenantSurvey each : tenants) {
      ObjectNode tenant = list.addObject();
      tenant.put("tenant", each.tenant()).put("blocks", each.blocks()).put("spans", each.spans());
      tenant.put("blockBytes", each.blockBytes());
      if (each.spans() > 0) {
        tenant.put("bytesPerSpan", (double) each.blockBytes() / each.spans());
        tenant.put("from", instant(each.minStartNanos()).toString());
        tenant.put("to", instant(each.maxStartNanos()).toString());
      }
      tenant.put("logRequests", each.logRequests()).put("logBytes", each.logBytes());
      ObjectNode sizes = tenant.putObject("columnBytes");
      largest(each).forEach(column -> sizes.put(column.getKey(), column.getValue()));
    }
    return all;
  }
}
