package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.serve.settings.SettingsException;
import dev.clew.store.StoreFolder;
import dev.clew.store.StoredFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `clew store verify`: reads every byte of a store and holds it against its checksums.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Reads every byte and says what is damaged; exit code 1 if anything is.")
final class VerifyCommand implements Callable<Integer> {
  private static final int DAMAGED = 1;

  @Mixin private StoreOptions options = new StoreOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode damaged = json.putArray("damaged");
  private long bytes;
  private int files;

  @Override
  public Integer call() throws SettingsException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (StoreFolder folder = StoreFolder.open(options.read(System.getenv()).folder())) {
      List<StoredFile> all = folder.files();
      for (StoredFile file : all) {
        verify(folder, file, all.size(), out);
      }
    }
    sumUp(out);
    out.flush();
    return damaged.isEmpty() ? 0 : DAMAGED;
  }

  private void verify(StoreFolder folder, StoredFile file, int total, PrintWriter out)
      throws IOException {
    List<String> problems = folder.verify(file);
    files++;
    bytes += file.bytes();
    if (!problems.isEmpty()) {
      ArrayNode list = damaged.addObject().put("file", file.path().toString()).putArray("problems");
      problems.forEach(list::add);
    }
    if (!options.isJson()) {
      String place = String.format("%" + String.valueOf(total).length() + "d/%d", files, total);
      String verdict = problems.isEmpty() ? "good   " : "DAMAGED";
      String size = String.format("%10s", TextTable.size(file.bytes()));
      out.println(String.join("  ", place, verdict, size, file.path().toString()));
      problems.forEach(problem -> out.println("       " + problem));
      out.flush();
    }
  }

  private void sumUp(PrintWriter out) {
    if (options.isJson()) {
      json.put("files", files).put("bytes", bytes).put("good", damaged.isEmpty());
      out.println(json.toPrettyString());
      return;
    }
    String found =
        damaged.isEmpty()
            ? "every byte is what was written"
            : damaged.size() + (damaged.size() == 1 ? " file is damaged" : " files are damaged");
    out.println(files + " files, " + TextTable.size(bytes) + ": " + found);
  }
}
