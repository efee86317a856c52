package dev.clew.serve;

import dev.clew.serve.http.PortInUseException;
import dev.clew.serve.log.Logs;
import dev.clew.serve.settings.Heap;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew serve`: runs the server until a signal ends it.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the server until a signal ends it.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--announce",
      paramLabel = "FILE",
      description = "write the addresses there once all doors are open")
  private @Nullable Path announce;

  @Override
  public Integer call()
      throws SettingsException, IOException, PortInUseException, InterruptedException {
    Heap.ofThisProcess().requireRoom();
    Settings settings = options.read(System.getenv());
    Logs.configure(settings.log());
    try (var end = SignalledEnd.expect()) {
      Clew clew = Clew.open(settings, InstantSource.system());
      end.closes(clew);
      say(settings, clew.addresses());
      end.await();
    }
    return 0;
  }

  private void say(Settings settings, Addresses found) throws IOException {
    Logger log = LoggerFactory.getLogger(ServeCommand.class);
    log.info(
        "Clew {} is ready after {} ms: {}, data {}",
        Version.current(),
        ManagementFactory.getRuntimeMXBean().getUptime(),
        found.sentence(),
        settings.store().folder().toAbsolutePath());
    if (announce != null) {
      Files.writeString(announce, found.lines());
    }
  }
}
