package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpStatus;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/// A request that cannot be answered as it stands. An exception, because a request is read by a
/// dozen small readers and each of them may find the fault.
public final class RequestException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private static final int LONGEST_QUOTE = 80;

  private final int status;

  public RequestException(HttpStatus status, String message) {
    super(message, null, false, false);
    this.status = status.code();
  }

  /// The request breaks a rule; the message says which, and what came.
  public static RequestException bad(String message) {
    return new RequestException(HttpStatus.BAD_REQUEST, message);
  }

  public HttpStatus status() {
    return HttpStatus.valueOf(status);
  }

  /// What a client sent, fit to be shown: in quotes, cut short, valid Unicode.
  public static String quote(String sent) {
    int shown = Math.min(sent.codePointCount(0, sent.length()), LONGEST_QUOTE);
    String cut = sent.substring(0, sent.offsetByCodePoints(0, shown));
    byte[] valid = cut.getBytes(StandardCharsets.UTF_8);
    String end = cut.length() < sent.length() ? "…" : "";
    return '"' + new String(valid, StandardCharsets.UTF_8) + end + '"';
  }
}
