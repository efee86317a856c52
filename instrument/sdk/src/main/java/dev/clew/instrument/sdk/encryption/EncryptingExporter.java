package dev.clew.instrument.sdk.encryption;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lets some attributes of spans out only encrypted.
public final class EncryptingExporter implements SpanExporter {
  private final SpanExporter next;
  private final List<AttributeKey<String>> keys;
  private final FieldCipher cipher;

  public EncryptingExporter(SpanExporter next, List<String> keys, FieldCipher cipher) {
    this.next = next;
    this.keys = keys.stream().map(AttributeKey::stringKey).collect(Collectors.toList());
    this.cipher = cipher;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return next.export(spans.stream().map(this::encrypted).collect(Collectors.toList()));
  }

  private SpanData encrypted(SpanData span) {
    Attributes given = span.getAttributes();
    return keys.stream().anyMatch(key -> given.get(key) != null)
        ? new Encrypted(span, encrypted(given))
        : span;
  }

  private Attributes encrypted(Attributes given) {
    AttributesBuilder changed = given.toBuilder();
    for (AttributeKey<String> key : keys) {
      String value = given.get(key);
      if (value != null) {
        Optional<String> hidden = cipher.encrypt(key.getKey(), value);
        hidden.ifPresentOrElse(text -> changed.put(key, text), () -> changed.remove(key));
      }
    }
    return changed.build();
  }

  @Override
  public CompletableResultCode flush() {
    return next.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }

  @Override
  public String toString() {
    return "EncryptingExporter{" + next + "}";
  }

  /// The span with other attributes.
  private static final class Encrypted extends DelegatingSpanData {
    private final Attributes attributes;

    Encrypted(SpanData span, Attributes attributes) {
      super(span);
      this.attributes = attributes;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }
  }
}
