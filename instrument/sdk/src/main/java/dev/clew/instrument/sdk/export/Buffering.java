package dev.clew.instrument.sdk.export;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Puts the disk buffer between OpenTelemetry's OTLP exporter and its HTTP client, so that headers,
/// TLS, compression and retries stay theirs.
public final class Buffering {
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

  /// The exporter itself where it is another than OTLP over HTTP.
  public SpanExporter around(SpanExporter exporter) {
    if (!(exporter instanceof OtlpHttpSpanExporter)) {
      return exporter;
    }
    ComponentLoader loader = ComponentLoader.forClassLoader(exporter.getClass().getClassLoader());
    return ((OtlpHttpSpanExporter) exporter)
        .toBuilder().setComponentLoader(new Loader(loader)).build();
  }

  private HttpSender buffered(HttpSender sender) {
    try {
      DiskBuffer buffer = new DiskBuffer(folder, mostBytes, counts.lost);
      return new BufferedSender(sender, buffer, counts, resendEvery);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "spans are not buffered on disk: " + folder + " cannot be used", e);
      return sender;
    }
  }

  /// Loads what another loader does, with a buffer around the HTTP client.
  private final class Loader implements ComponentLoader {
    private final ComponentLoader loader;

    Loader(ComponentLoader loader) {
      this.loader = loader;
    }

    @Override
    public <T> Iterable<T> load(Class<T> type) {
      if (type != HttpSenderProvider.class) {
        return loader.load(type);
      }
      Iterator<HttpSenderProvider> found = loader.load(HttpSenderProvider.class).iterator();
      return found.hasNext() ? List.of(type.cast(new Provider(found.next()))) : List.of();
    }
  }

  /// Makes the HTTP client with the buffer around it.
  private final class Provider implements HttpSenderProvider {
    private final HttpSenderProvider provider;

    Provider(HttpSenderProvider provider) {
      this.provider = provider;
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
      return buffered(provider.createSender(config));
    }
  }
}
