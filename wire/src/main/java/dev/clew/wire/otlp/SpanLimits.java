package dev.clew.wire.otlp;

/// How long texts may be, and how much a span may hold.
///
/// Names are those of spans, events, scopes and attributes; all other texts, bytes and lists are
/// values. A resource, scope, event or link has no more attributes than a span.
public record SpanLimits(
    int maxNameBytes, int maxValueBytes, int maxAttributes, int maxEvents, int maxLinks) {
  public static final SpanLimits DEFAULT = new SpanLimits(1 << 10, 1 << 16, 128, 128, 128);

  public SpanLimits {
    if (Math.min(maxNameBytes, maxValueBytes) < 1) {
      throw new IllegalArgumentException(
          "names and values need at least 1 byte, got " + maxNameBytes + " and " + maxValueBytes);
    }
    if (Math.min(Math.min(maxAttributes, maxEvents), maxLinks) < 0) {
      throw new IllegalArgumentException("numbers of attributes, events and links need 0 or more");
    }
  }

  /// True when anything in the batch is over a limit, so that [OtlpTrimmer] has work to do.
  public boolean areExceededBy(SpanBatch batch) {
    return haveLongAttributes(batch.attributes())
        || haveLargeSpans(batch.spans())
        || haveLargeEvents(batch.events())
        || haveLargeLinks(batch.links())
        || haveLargeScopes(batch.scopes())
        || haveLargeResources(batch.resources());
  }

  private boolean haveLongAttributes(Attributes attributes) {
    for (int row = 0; row < attributes.size(); row++) {
      boolean isLong =
          switch (attributes.type(row)) {
            case STRING, ARRAY, MAP, BYTES -> isLongValue(attributes.value(row));
            case EMPTY, BOOL, INT, DOUBLE -> false;
          };
      if (isLong || isLongName(attributes.key(row))) {
        return true;
      }
    }
    return false;
  }

  private boolean haveLargeSpans(Spans spans) {
    for (int row = 0; row < spans.size(); row++) {
      if (isLongName(spans.name(row))
          || isLongValue(spans.statusMessage(row))
          || isLongValue(spans.traceState(row))
          || spans.attributesTo(row) - spans.attributesFrom(row) > maxAttributes
          || spans.eventsTo(row) - spans.eventsFrom(row) > maxEvents
          || spans.linksTo(row) - spans.linksFrom(row) > maxLinks) {
        return true;
      }
    }
    return false;
  }

  private boolean haveLargeEvents(Events events) {
    for (int row = 0; row < events.size(); row++) {
      if (isLongName(events.name(row))
          || events.attributesTo(row) - events.attributesFrom(row) > maxAttributes) {
        return true;
      }
    }
    return false;
  }

  private boolean haveLargeLinks(Links links) {
    for (int row = 0; row < links.size(); row++) {
      if (isLongValue(links.traceState(row))
          || links.attributesTo(row) - links.attributesFrom(row) > maxAttributes) {
        return true;
      }
    }
    return false;
  }

  private boolean haveLargeScopes(Scopes scopes) {
    for (int row = 0; row < scopes.size(); row++) {
      if (isLongName(scopes.name(row))
          || isLongName(scopes.version(row))
          || isLongValue(scopes.schemaUrl(row))
          || scopes.attributesTo(row) - scopes.attributesFrom(row) > maxAttributes) {
        return true;
      }
    }
    return false;
  }

  private boolean haveLargeResources(Resources resources) {
    for (int row = 0; row < resources.size(); row++) {
      if (isLongValue(resources.schemaUrl(row))
          || resources.attributesTo(row) - resources.attributesFrom(row) > maxAttributes) {
        return true;
      }
    }
    return false;
  }

  private boolean isLongName(long slice) {
    return Slice.length(slice) > maxNameBytes;
  }

  private boolean isLongValue(long slice) {
    return Slice.length(slice) > maxValueBytes;
  }
}
