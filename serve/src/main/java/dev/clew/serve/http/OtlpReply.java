package dev.clew.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import java.nio.charset.StandardCharsets;

/// What an OTLP receiver says back, in the encoding the client speaks.
public sealed interface OtlpReply permits OtlpReply.Success, OtlpReply.PartialSuccess, Failure {
  /// Everything is kept.
  record Success() implements OtlpReply {}

  /// The rest is kept; what was rejected is never to be sent again.
  record PartialSuccess(int rejected, String reason, Signal signal) implements OtlpReply {}

  /// What was sent, by the name that JSON has for what was rejected of it.
  enum Signal {
    SPANS("rejectedSpans"),
    LOGS("rejectedLogRecords");

    private final String rejected;

    Signal(String rejected) {
      this.rejected = rejected;
    }
  }

  /// What to say about a receipt for spans.
  static OtlpReply to(Receipt receipt) {
    return to(receipt, Signal.SPANS);
  }

  /// What to say about a receipt.
  static OtlpReply to(Receipt receipt, Signal signal) {
    return switch (receipt) {
      case Receipt.Stored _ -> new Success();
      case Receipt.PartlyStored(_, int rejected, String reason) ->
          new PartialSuccess(rejected, reason, signal);
      case Receipt.Malformed(String reason) -> Failure.malformed(reason);
      case Receipt.TooLarge(String reason) -> Failure.tooLarge(reason);
      case Receipt.Refused(String reason, var retryAfter) ->
          Failure.unavailable(reason, retryAfter);
    };
  }

  /// The reply's bytes.
  default HttpData encode(Format format) {
    return format == Format.OTLP_JSON
        ? HttpData.of(StandardCharsets.UTF_8, toJson().toString())
        : HttpData.wrap(toProto().toBytes());
  }

  private ProtoMessage toProto() {
    return switch (this) {
      case Success _ -> new ProtoMessage();
      case PartialSuccess(int rejected, String reason, Signal _) ->
          new ProtoMessage().message(1, new ProtoMessage().number(1, rejected).text(2, reason));
      case Failure failure -> failure.proto();
    };
  }

  private ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (this) {
      case Success _ -> json;
      case PartialSuccess(int rejected, String reason, Signal signal) -> {
        json.putObject("partialSuccess")
            .put(signal.rejected, Integer.toString(rejected))
            .put("errorMessage", reason);
        yield json;
      }
      case Failure failure -> failure.json();
    };
  }
}
