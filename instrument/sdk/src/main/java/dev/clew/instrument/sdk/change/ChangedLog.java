package dev.clew.instrument.sdk.change;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/// A log record with another body, other attributes or another event's name.
public final class ChangedLog implements LogRecordData {
  private final LogRecordData log;
  private final @Nullable Value<?> body;
  private final Attributes attributes;
  private final @Nullable String eventName;

  public ChangedLog(
      LogRecordData log,
      @Nullable Value<?> body,
      Attributes attributes,
      @Nullable String eventName) {
    this.log = log;
    this.body = body;
    this.attributes = attributes;
    this.eventName = eventName;
  }

  @Override
  public @Nullable Value<?> getBodyValue() {
    return body;
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public Body getBody() {
    return body == null ? Body.empty() : Body.string(body.asString());
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public @Nullable String getEventName() {
    return eventName;
  }

  @Override
  public int getTotalAttributeCount() {
    return log.getTotalAttributeCount();
  }

  @Override
  public Resource getResource() {
    return log.getResource();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return log.getInstrumentationScopeInfo();
  }

  @Override
  public long getTimestampEpochNanos() {
    return log.getTimestampEpochNanos();
  }

  @Override
  public long getObservedTimestampEpochNanos() {
    return log.getObservedTimestampEpochNanos();
  }

  @Override
  public SpanContext getSpanContext() {
    return log.getSpanContext();
  }

  @Override
  public Severity getSeverity() {
    return log.getSeverity();
  }

  @Override
  public @Nullable String getSeverityText() {
    return log.getSeverityText();
  }
}
