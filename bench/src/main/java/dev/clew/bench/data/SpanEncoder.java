package dev.clew.bench.data;

import java.util.List;

/// Encodes drawn spans as OTLP `Span` messages. Owned by one thread; its buffers are reused.
final class SpanEncoder {
  private static final int ERROR = 2;
  private static final int SAMPLED_AND_LOCAL = 0x101;
  private static final int AGENTS = 12;
  private static final int BITS_OF_SPAN_ID = 64;
  private static final int BITS_OF_UUID = 122;
  private static final List<Integer> STATUSES = List.of(200, 201, 204, 404);
  private static final List<Integer> ERROR_STATUSES = List.of(500, 503);

  private final Draws draws;
  private final StampedBytes span = new StampedBytes();
  private final AttributeBytes attributes = new AttributeBytes(9);
  private final AttributeBytes eventAttributes = new AttributeBytes(3);
  private final StampedBytes inner = new StampedBytes();

  SpanEncoder(Draws draws) {
    this.draws = draws;
  }

  /// The span's bytes, good until the next call.
  StampedBytes encode(Draft draft) {
    span.clear();
    span.traceId(1, draft.trace());
    span.spanId(2, draft.number());
    draws.countBits(BITS_OF_SPAN_ID);
    if (draft.parent() >= 0) {
      span.spanId(4, draft.parent());
    }
    span.text(5, draft.operation().name());
    span.varint(6, draft.family().kind);
    span.time(7, draft.startNanos());
    span.time(8, draft.startNanos() + draft.durationNanos());
    span.append(attributes(draft).bytes());
    if (draft.failed()) {
      fail(draft);
    }
    if (draft.family() == Family.CONSUMER && draft.parent() >= 0) {
      link(draft);
    }
    span.fixed32(16, SAMPLED_AND_LOCAL);
    return span;
  }

  private AttributeBytes attributes(Draft draft) {
    Operation operation = draft.operation();
    attributes.clear().all(operation.attributes());
    switch (operation.family()) {
      case SERVER -> server(draft);
      case DATABASE -> attributes.number("db.response.returned_rows", draws.below(20));
      case CLIENT -> client(draft);
      case PRODUCER, CONSUMER -> messaging();
      case INTERNAL -> {}
    }
    int thread = draws.below(40);
    attributes.number("thread.id", 30 + thread).text("thread.name", "http-nio-8080-exec-" + thread);
    return attributes;
  }

  private void server(Draft draft) {
    draws.countDigits(7);
    attributes.numbered("url.path", "/api/" + draft.operation().subject() + "/", 7);
    status(draft);
    attributes
        .text("client.address", "10.42.0." + (10 + draws.below(60)))
        .text("network.peer.address", "10.42.1." + (10 + draws.below(60)))
        .number("network.peer.port", 32_768 + draws.below(28_000))
        .text(
            "user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) shop/1." + draws.below(AGENTS))
        .uuid("http.request.header.x-request-id");
    draws.countBits(BITS_OF_UUID);
  }

  private void client(Draft draft) {
    draws.countDigits(7);
    attributes.numbered("url.full", "https://" + draft.operation().subject() + "/", 7);
    status(draft);
  }

  private void status(Draft draft) {
    int status =
        draft.failed()
            ? draws.oneOf(ERROR_STATUSES)
            : STATUSES.get(draws.weighted(0.9, 0.05, 0.03, 0.02));
    attributes.number("http.response.status_code", status);
    if (draft.failed()) {
      attributes.text("error.type", Integer.toString(status));
    }
  }

  private void messaging() {
    draws.countDigits(8);
    attributes
        .text("messaging.destination.partition.id", Integer.toString(draws.below(12)))
        .numbered("messaging.message.id", "m-", 8)
        .number("messaging.message.body.size", draws.logNormal(800, 0.5));
  }

  /// The exception as an event, and the status.
  private void fail(Draft draft) {
    Failure failure = draws.oneOf(draft.service().failures());
    eventAttributes
        .clear()
        .text("exception.type", failure.type())
        .text("exception.message", failure.message())
        .text("exception.stacktrace", failure.stackTrace());
    inner.clear().time(1, draft.startNanos() + draft.durationNanos());
    inner.text(2, "exception");
    inner.append(eventAttributes.bytes());
    span.message(11, inner);
    inner.clear().text(2, failure.message());
    inner.varint(3, ERROR);
    span.message(15, inner);
  }

  /// A consumer names the message's sender once more as a link.
  private void link(Draft draft) {
    inner.clear().traceId(1, draft.trace());
    inner.spanId(2, draft.parent());
    span.message(13, inner);
  }
}
