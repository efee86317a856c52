package dev.clew.instrument.sdk;

import dev.clew.instrument.sdk.change.ChangingLogExporter;
import dev.clew.instrument.sdk.change.ChangingSpanExporter;
import dev.clew.instrument.sdk.encryption.EncryptedAttributes;
import dev.clew.instrument.sdk.encryption.FieldCipher;
import dev.clew.instrument.sdk.encryption.FileKms;
import dev.clew.instrument.sdk.encryption.KeysFile;
import dev.clew.instrument.sdk.encryption.Kms;
import dev.clew.instrument.sdk.encryption.SealedCoding;
import dev.clew.instrument.sdk.export.Buffering;
import dev.clew.instrument.sdk.export.ExportCounts;
import dev.clew.instrument.sdk.export.OtlpSenders;
import dev.clew.instrument.sdk.live.OpenSpans;
import dev.clew.instrument.sdk.live.Tracing;
import dev.clew.instrument.sdk.live.UnfinishedExporter;
import dev.clew.instrument.sdk.propagation.BaggageAttributes;
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
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Puts Clew's parts around those that OpenTelemetry's autoconfiguration makes; found by the
/// service loader wherever that runs.
public final class ClewTracing implements AutoConfigurationCustomizerProvider {
  private final OpenSpans openSpans = new OpenSpans(10_000);
  private final Tracing tracing = new Tracing(openSpans);
  private Optional<SpanProcessor> watcher = Optional.empty();
  private final ExportCounts counts = new ExportCounts();
  private @Nullable Redactor redactor;
  private @Nullable EncryptedAttributes encrypted;

  @Override
  public void customize(AutoConfigurationCustomizer parts) {
    parts
        .addPropertiesCustomizer(Usual::settings)
        .addResourceCustomizer(this::resource)
        .addSamplerCustomizer(this::sampler)
        .addSpanExporterCustomizer(this::exporter)
        .addSpanProcessorCustomizer(this::processor)
        .addLogRecordExporterCustomizer(this::logExporter)
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
    SpanExporter exporter = senders(config, "").map(s -> s.in(configured)).orElse(configured);
    if (isRedacted(config)) {
      exporter = new ChangingSpanExporter(exporter, redactor(config)::span);
    }
    if (isEncrypted(config)) {
      exporter = new ChangingSpanExporter(exporter, encrypted(config)::of);
    }
    Duration after = config.getDuration("clew.live.after");
    // What waits on disk might overtake the span itself.
    boolean isBuffered = config.getString("clew.buffer.folder") != null;
    return after == null || isBuffered
        ? exporter
        : new UnfinishedExporter(exporter, openSpans, after);
  }

  private LogRecordExporter logExporter(LogRecordExporter configured, ConfigProperties config) {
    // A folder of the buffer is of one sender alone.
    LogRecordExporter exporter =
        senders(config, "logs").map(s -> s.in(configured)).orElse(configured);
    if (isRedacted(config)) {
      exporter = new ChangingLogExporter(exporter, redactor(config)::log);
    }
    return isEncrypted(config)
        ? new ChangingLogExporter(exporter, encrypted(config)::of)
        : exporter;
  }

  private EncryptedAttributes encrypted(ConfigProperties config) {
    EncryptedAttributes made = encrypted;
    if (made == null) {
      made = new EncryptedAttributes(config.getList("clew.encrypt.attributes"), cipher(config));
      encrypted = made;
    }
    return made;
  }

  /// A KMS of the application's own comes before a key in a file.
  private FieldCipher cipher(ConfigProperties config) {
    SecureRandom random = new SecureRandom();
    Path file = Path.of(config.getString("clew.encrypt.key.file", "clew-encrypt.key"));
    Kms kms = ServiceLoader.load(Kms.class).findFirst().orElseGet(() -> new FileKms(file, random));
    Duration rotate = config.getDuration("clew.encrypt.rotate", Duration.ofHours(1));
    FieldCipher cipher = new FieldCipher(kms, random, System::nanoTime, rotate);
    tracing.count("encryption.dropped", cipher::dropped);
    return cipher;
  }

  private Optional<OtlpSenders> senders(ConfigProperties config, String subfolder) {
    String folder = config.getString("clew.buffer.folder");
    String keys = config.getString("clew.seal.keys.file");
    if (folder == null && keys == null) {
      return Optional.empty();
    }
    Optional<SealedCoding> coding =
        Optional.ofNullable(keys)
            .map(file -> new SealedCoding(new KeysFile(Path.of(file)), new SecureRandom()));
    UnaryOperator<HttpSender> around =
        folder == null ? UnaryOperator.identity() : buffering(Path.of(folder, subfolder), config);
    boolean isRetried = !config.getBoolean("otel.java.exporter.otlp.retry.disabled", false);
    return Optional.of(new OtlpSenders(around, coding, isRetried));
  }

  private Buffering buffering(Path folder, ConfigProperties config) {
    tracing.count("export.sent", counts::sent);
    tracing.count("export.refused", counts::refused);
    tracing.count("export.buffered", counts::buffered);
    tracing.count("export.resent", counts::resent);
    tracing.count("export.lost", counts::lost);
    long most = config.getLong("clew.buffer.max.bytes", 64L << 20);
    Duration every = config.getDuration("clew.buffer.resend.every", Duration.ofSeconds(5));
    return new Buffering(folder, most, every, counts);
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
        config.getList(
            "clew.baggage.attributes", List.of("correlation.id", "user.hash", "user.tier"));
    watcher.ifPresent(builder::addSpanProcessor);
    return builder.addSpanProcessor(openSpans).addSpanProcessor(new BaggageAttributes(keys));
  }

  /// One for all that leaves, so that its count is of all.
  private Redactor redactor(ConfigProperties config) {
    Redactor made = redactor;
    if (made == null) {
      made = new Redactor(config.getList("clew.redaction.names"));
      tracing.count("redactions", made::hidden);
      redactor = made;
    }
    return made;
  }

  private static boolean isRedacted(ConfigProperties config) {
    return config.getBoolean("clew.redaction.enabled", true);
  }

  private static boolean isEncrypted(ConfigProperties config) {
    return !config.getList("clew.encrypt.attributes").isEmpty();
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
