package dev.clew.instrument.sdk.encryption;

import dev.clew.instrument.sdk.change.ChangedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Some attributes of spans and log records, which leave only encrypted.
public final class EncryptedAttributes {
  private final List<AttributeKey<String>> keys;
  private final FieldCipher cipher;

  public EncryptedAttributes(List<String> keys, FieldCipher cipher) {
    this.keys = keys.stream().map(AttributeKey::stringKey).collect(Collectors.toList());
    this.cipher = cipher;
  }

  public SpanData of(SpanData span) {
    Attributes given = span.getAttributes();
    return isConcerned(given) ? new Encrypted(span, encrypted(given)) : span;
  }

  public LogRecordData of(LogRecordData log) {
    Attributes given = log.getAttributes();
    return isConcerned(given)
        ? new ChangedLog(log, log.getBodyValue(), encrypted(given), log.getEventName())
        : log;
  }

  private boolean isConcerned(Attributes given) {
    return keys.stream().anyMatch(key -> given.get(key) != null);
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
