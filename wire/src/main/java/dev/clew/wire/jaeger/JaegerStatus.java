package dev.clew.wire.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.wire.otlp.SpanWriter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the tags of a span say of its end: that it failed, before an explicit status, before what
/// the status of HTTP implies.
///
/// Owned by one thread.
final class JaegerStatus {
  private static final Pattern HTTP_STATUS = Pattern.compile("[1-9]\\d\\d");

  private boolean isError;
  private @Nullable String code;
  private @Nullable Attribute description;
  private String httpMessage = "";
  private int httpStatus;

  /// Takes what a tag says; true where it need not be an attribute too.
  boolean takes(Attribute tag) {
    return switch (tag.key()) {
      case "error" -> takesError(tag.value());
      case "otel.status_code" -> takesCode(tag.value());
      case "otel.status_description" -> {
        description = tag;
        yield true;
      }
      case "http.status_message" -> {
        httpMessage = text(tag.value());
        yield false;
      }
      case "http.status_code" -> {
        httpStatus = httpStatus(tag.value());
        yield false;
      }
      default -> false;
    };
  }

  private boolean takesError(AttributeValue value) {
    boolean isTrue =
        switch (value) {
          case AttributeValue.Bool(boolean bool) -> bool;
          case AttributeValue.Text(String text) -> text.equals("true");
          default -> false;
        };
    isError |= isTrue;
    return isTrue;
  }

  private boolean takesCode(AttributeValue value) {
    if (value instanceof AttributeValue.Text(String text)) {
      code = text.toUpperCase(Locale.ROOT);
      return true;
    }
    return false;
  }

  private static String text(AttributeValue value) {
    return value instanceof AttributeValue.Text(String text) ? text : "";
  }

  private static int httpStatus(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Int(long number) when number >= 100 && number <= 999 -> (int) number;
      case AttributeValue.Text(String text) when HTTP_STATUS.matcher(text).matches() ->
          Integer.parseInt(text);
      default -> 0;
    };
  }

  void write(SpanWriter out, SpanKind kind) {
    StatusCode status = status(kind);
    boolean isSaid = isError || code != null;
    if (isSaid && description != null) {
      out.status(status, text(description.value()));
    } else {
      out.status(status, isError || status == StatusCode.ERROR ? httpMessage : "");
      if (description != null) {
        out.attribute(description);
      }
    }
  }

  private StatusCode status(SpanKind kind) {
    if (isError) {
      return StatusCode.ERROR;
    }
    if (code != null) {
      return switch (code) {
        case "OK" -> StatusCode.OK;
        case "ERROR" -> StatusCode.ERROR;
        default -> StatusCode.UNSET;
      };
    }
    boolean isFailure = httpStatus >= 500 || (httpStatus >= 400 && kind == SpanKind.CLIENT);
    return isFailure ? StatusCode.ERROR : StatusCode.UNSET;
  }
}
