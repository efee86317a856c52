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

  /// The rest is kept; the rejected spans are never to be sent again.
  record PartialSuccess(int rejected, String reason) implements OtlpReply {}

  /// What to say about a receipt.
  static OtlpReply to(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Stored _ -> new Success();
      case Receipt.PartlyStored(_, int rejected, String reason) ->
          new PartialSuccess(rejected, reason);
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
      case PartialSuccess(int rejected, String reason) ->
          new ProtoMessage().message(1, new ProtoMessage().number(1, rejected).text(2, reason));
      case Failure failure -> failure.proto();
    };
  }

  private ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (this) {
      case Success _ -> json;
      case PartialSuccess(int rejected, String reason) -> {
        json.putObject("partialSuccess")
            .put("rejectedSpans", Integer.toString(rejected))
            .put("errorMessage", reason);
        yield json;
      }
      case Failure failure -> failure.json();
    };
  }
}
