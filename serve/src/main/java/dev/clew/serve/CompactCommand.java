package dev.clew.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.serve.settings.SettingsException;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreFolder;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `clew store compact`: makes large blocks of small ones without waiting for a quiet while.
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description = "Makes large blocks of small ones.")
final class CompactCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SettingsException, IOException {
    StoreSettings settings = options.read(System.getenv());
    // A store makes its folder where there is none; here that would only be a slip of the pen.
    StoreFolder.open(settings.folder()).close();
    try (EmbeddedStore store =
        EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE)) {
      StoreStatus before = store.status();
      int compacted = store.compact();
      say(before, compacted, store.status());
    }
    return 0;
  }

  private void say(StoreStatus before, int compacted, StoreStatus after) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.isJson()) {
      var json = JsonNodeFactory.instance.objectNode();
      json.put("compacted", compacted);
      json.put("blocksBefore", before.blocks()).put("blocksAfter", after.blocks());
      json.put("bytesBefore", before.blockBytes()).put("bytesAfter", after.blockBytes());
      out.println(json.toPrettyString());
    } else {
      new TextTable(1)
          .row("", "blocks", "size")
          .row("before", TextTable.count(before.blocks()), TextTable.size(before.blockBytes()))
          .row("after", TextTable.count(after.blocks()), TextTable.size(after.blockBytes()))
          .lines()
          .forEach(out::println);
    }
    out.flush();
  }
}
