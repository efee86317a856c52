package dev.clew.instrument.sdk.export;

import dev.clew.instrument.sdk.encryption.SealedCoding;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes the HTTP client of OpenTelemetry's OTLP exporters, so that headers, TLS and retries stay
/// as that one does them.
public final class OtlpSenders {
  private final UnaryOperator<HttpSender> around;
  private final Optional<SealedCoding> coding;
  private final boolean isRetried;

  /// @param around what is put between the exporter and its client
  /// @param coding how bodies are coded, instead of what the exporter is set to
  /// @param isRetried false to try each body once; an exporter that is changed forgets that it was
  ///   told so
  public OtlpSenders(
      UnaryOperator<HttpSender> around, Optional<SealedCoding> coding, boolean isRetried) {
    this.around = around;
    this.coding = coding;
    this.isRetried = isRetried;
  }

  /// The exporter itself where it is another than OTLP over HTTP.
  public SpanExporter in(SpanExporter exporter) {
    if (!(exporter instanceof OtlpHttpSpanExporter)) {
      return exporter;
    }
    var changed = ((OtlpHttpSpanExporter) exporter).toBuilder();
    return (isRetried ? changed : changed.setRetryPolicy(null))
        .setComponentLoader(loader(exporter))
        .build();
  }

  /// The same for log records.
  public LogRecordExporter in(LogRecordExporter exporter) {
    if (!(exporter instanceof OtlpHttpLogRecordExporter)) {
      return exporter;
    }
    var changed = ((OtlpHttpLogRecordExporter) exporter).toBuilder();
    return (isRetried ? changed : changed.setRetryPolicy(null))
        .setComponentLoader(loader(exporter))
        .build();
  }

  private ComponentLoader loader(Object exporter) {
    return new Loader(ComponentLoader.forClassLoader(exporter.getClass().getClassLoader()));
  }

  private HttpSender sender(HttpSenderProvider provider, HttpSenderConfig config) {
    return around.apply(provider.createSender(coding.map(c -> coded(config, c)).orElse(config)));
  }

  /// The same settings but one; which others there are is OpenTelemetry's to say.
  private static HttpSenderConfig coded(HttpSenderConfig config, SealedCoding coding) {
    InvocationHandler settings =
        (self, method, arguments) ->
            method.getName().equals("getCompressor") ? coding : method.invoke(config, arguments);
    ClassLoader loader = HttpSenderConfig.class.getClassLoader();
    Class<?>[] types = {HttpSenderConfig.class};
    return (HttpSenderConfig) Proxy.newProxyInstance(loader, types, settings);
  }

  /// Loads what another loader does, with the HTTP client changed.
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

  /// Makes the HTTP client.
  private final class Provider implements HttpSenderProvider {
    private final HttpSenderProvider provider;

    Provider(HttpSenderProvider provider) {
      this.provider = provider;
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
      return sender(provider, config);
    }
  }
}
