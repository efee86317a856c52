package dev.clew.instrument.sdk.redaction;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;

/// A span as it may leave: every text of it redacted, and those bounded that the SDK leaves
/// unbounded.
final class RedactedSpan extends DelegatingSpanData {
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_STATUS = 1024;
  private static final int LONGEST_EVENT_NAME = 256;

  private final String name;
  private final Attributes attributes;
  private final List<EventData> events;
  private final List<LinkData> links;
  private final StatusData status;

  private RedactedSpan(
      SpanData span, String name, Attributes attributes, StatusData status, Redactor redactor) {
    super(span);
    this.name = name;
    this.attributes = attributes;
    this.status = status;
    this.events = events(span.getEvents(), redactor);
    this.links = links(span.getLinks(), redactor);
  }

  /// Most spans have nothing to hide, and leave as they are.
  static SpanData of(SpanData span, Redactor redactor) {
    String name = redactor.text(bounded(span.getName(), LONGEST_NAME));
    Attributes attributes = redactor.attributes(span.getAttributes());
    StatusData status = status(span.getStatus(), redactor);
    boolean isClean =
        name.equals(span.getName())
            && attributes.equals(span.getAttributes())
            && status.equals(span.getStatus())
            && span.getEvents().isEmpty()
            && span.getLinks().isEmpty();
    return isClean ? span : new RedactedSpan(span, name, attributes, status, redactor);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  private static List<EventData> events(List<EventData> given, Redactor redactor) {
    if (given.isEmpty()) {
      return given;
    }
    List<EventData> events = new ArrayList<>(given.size());
    for (EventData event : given) {
      events.add(
          EventData.create(
              event.getEpochNanos(),
              redactor.text(bounded(event.getName(), LONGEST_EVENT_NAME)),
              redactor.attributes(event.getAttributes()),
              event.getTotalAttributeCount()));
    }
    return events;
  }

  private static List<LinkData> links(List<LinkData> given, Redactor redactor) {
    if (given.isEmpty()) {
      return given;
    }
    List<LinkData> links = new ArrayList<>(given.size());
    for (LinkData link : given) {
      links.add(
          LinkData.create(
              link.getSpanContext(),
              redactor.attributes(link.getAttributes()),
              link.getTotalAttributeCount()));
    }
    return links;
  }

  private static StatusData status(StatusData given, Redactor redactor) {
    String description = given.getDescription();
    if (description.isEmpty()) {
      return given;
    }
    String redacted = redactor.text(bounded(description, LONGEST_STATUS));
    return redacted.equals(description)
        ? given
        : StatusData.create(given.getStatusCode(), redacted);
  }

  private static String bounded(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
