package dev.clew.instrument.sdk.export;

import io.opentelemetry.sdk.common.export.HttpSender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Puts the disk buffer around an HTTP client.
public final class Buffering implements UnaryOperator<HttpSender> {
  private static final Logger LOG = Logger.getLogger(Buffering.class.getName());

  private final Path folder;
  private final long mostBytes;
  private final Duration resendEvery;
  private final ExportCounts counts;

  public Buffering(Path folder, long mostBytes, Duration resendEvery, ExportCounts counts) {
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.resendEvery = resendEvery;
    this.counts = counts;
  }

  @Override
  public HttpSender apply(HttpSender sender) {
    try {
      DiskBuffer buffer = new DiskBuffer(folder, mostBytes, counts.lost);
      return new BufferedSender(sender, buffer, counts, resendEvery);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "nothing is buffered on disk: " + folder + " cannot be used", e);
      return sender;
    }
  }
}
