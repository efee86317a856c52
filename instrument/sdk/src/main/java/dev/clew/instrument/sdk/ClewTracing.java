package dev.clew.instrument.sdk;

import dev.clew.instrument.sdk.export.Buffering;
import dev.clew.instrument.sdk.export.ExportCounts;
import dev.clew.instrument.sdk.live.OpenSpans;
import dev.clew.instrument.sdk.live.Tracing;
import dev.clew.instrument.sdk.propagation.BaggageAttributes;
import dev.clew.instrument.sdk.redaction.RedactingExporter;
import dev.clew.instrument.sdk.redaction.Redactor;
import dev.clew.instrument.sdk.sampling.ConsistentSampler;
import dev.clew.instrument.sdk.sampling.EntrySampler;
import dev.clew.instrument.sdk.sampling.LateLimits;
import dev.clew.instrument.sdk.sampling.LateSampling;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Puts Clew's parts around those that OpenTelemetry's autoconfiguration makes; found by the
/// service loader wherever that runs.
public final class ClewTracing implements AutoConfigurationCustomizerProvider {
  private final OpenSpans openSpans = new OpenSpans(10_000);
  private final Tracing tracing = new Tracing(openSpans);
  private Optional<SpanProcessor> watcher = Optional.empty();

  @Override
  public void customize(AutoConfigurationCustomizer parts) {
    parts
        .addPropertiesCustomizer(Usual::settings)
        .addResourceCustomizer(this::resource)
        .addSamplerCustomizer(this::sampler)
        .addSpanExporterCustomizer(this::exporter)
        .addSpanProcessorCustomizer(this::processor)
        .addTracerProviderCustomizer(this::provider);
  }

  /// Command lines hold passwords.
  private Resource resource(Resource given, ConfigProperties config) {
    AttributesBuilder kept = redactor(config).attributes(given.getAttributes()).toBuilder();
    kept.removeIf(key -> key.getKey().startsWith("process.command"));
    kept.put(AttributeKey.stringKey("telemetry.distro.name"), "clew");
    Attributes attributes = kept.build();
    return Resource.create(attributes, given.getSchemaUrl());
  }

  private Sampler sampler(Sampler configured, ConfigProperties config) {
    boolean isLate = isLate(config);
    if (configured instanceof ConsistentSampler) {
      watcher = ((ConsistentSampler) configured).watcher();
    }
    return new EntrySampler(configured, config.getList("clew.ignore.paths"), isLate);
  }

  private SpanExporter exporter(SpanExporter configured, ConfigProperties config) {
    SpanExporter exporter = buffered(configured, config);
    if (!config.getBoolean("clew.redaction.enabled", true)) {
      return exporter;
    }
    Redactor redactor = redactor(config);
    tracing.count("redactions", redactor::hidden);
    return new RedactingExporter(exporter, redactor);
  }

  private SpanExporter buffered(SpanExporter exporter, ConfigProperties config) {
    String folder = config.getString("clew.buffer.folder");
    if (folder == null) {
      return exporter;
    }
    ExportCounts counts = new ExportCounts();
    tracing.count("export.sent", counts::sent);
    tracing.count("export.refused", counts::refused);
    tracing.count("export.buffered", counts::buffered);
    tracing.count("export.resent", counts::resent);
    tracing.count("export.lost", counts::lost);
    long most = config.getLong("clew.buffer.max.bytes", 64L << 20);
    Duration every = config.getDuration("clew.buffer.resend.every", Duration.ofSeconds(5));
    return new Buffering(Path.of(folder), most, every, counts).around(exporter);
  }

  private SpanProcessor processor(SpanProcessor configured, ConfigProperties config) {
    boolean doesExport =
        configured instanceof BatchSpanProcessor || configured instanceof SimpleSpanProcessor;
    if (!isLate(config) || !doesExport) {
      return configured;
    }
    LateSampling late = new LateSampling(configured, limits(config), System::nanoTime);
    tracing.count("late.traces", late::traces);
    tracing.count("late.spans", late::spans);
    tracing.count("late.overflowed", late::overflowed);
    tracing.count("late.leaked", late::leaked);
    return late;
  }

  private SdkTracerProviderBuilder provider(
      SdkTracerProviderBuilder builder, ConfigProperties config) {
    tracing.register();
    List<String> keys =
        config.getList("clew.baggage.attributes", List.of("correlation.id", "user.tier"));
    watcher.ifPresent(builder::addSpanProcessor);
    return builder.addSpanProcessor(openSpans).addSpanProcessor(new BaggageAttributes(keys));
  }

  private static Redactor redactor(ConfigProperties config) {
    return new Redactor(config.getList("clew.redaction.names"));
  }

  private static boolean isLate(ConfigProperties config) {
    return config.getBoolean("clew.late.enabled", false);
  }

  private static LateLimits limits(ConfigProperties config) {
    return new LateLimits(
        config.getDuration("clew.late.slow", Duration.ofSeconds(1)),
        config.getInt("clew.late.max.traces", 10_000),
        config.getInt("clew.late.max.spans.per.trace", 1_000),
        config.getInt("clew.late.max.spans", 65_536),
        config.getDuration("clew.late.longest", Duration.ofMinutes(5)));
  }
}
