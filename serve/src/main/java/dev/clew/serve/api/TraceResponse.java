package dev.clew.serve.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `traceresponse` of answers to Jaeger's clients and to the page, in the form of
/// `traceparent`: the trace that the client named or else a new one, of which Clew keeps nothing
/// but, where a request fails, its id in the log.
public record TraceResponse(RandomGenerator random) {
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
  private static final AttributeKey<String> TRACE = AttributeKey.valueOf(TraceResponse.class, "id");

  public void write(ServiceRequestContext request, Reply reply) {
    reply.header("traceresponse", "00-" + trace(request) + "-" + id() + "-00");
  }

  /// The same however often it is asked for.
  private String trace(ServiceRequestContext request) {
    String known = request.attr(TRACE);
    if (known != null) {
      return known;
    }
    Matcher parent = PARENT.matcher(request.request().headers().get("traceparent", ""));
    String trace = parent.matches() ? parent.group(1) : id() + id();
    request.setAttr(TRACE, trace);
    return trace;
  }

  /// What the client was told of a request's trace; `none` where nothing was.
  static String told(ServiceRequestContext request) {
    return Objects.requireNonNullElse(request.attr(TRACE), "none");
  }

  private String id() {
    return HexFormat.of().toHexDigits(random.nextLong() | 1);
  }
}
