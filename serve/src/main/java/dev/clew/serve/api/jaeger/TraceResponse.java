package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Reply;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `traceresponse` of all of Jaeger's answers, in the form of `traceparent`: the trace
/// that the client named or else a new one, of which Clew keeps nothing.
record TraceResponse(RandomGenerator random) {
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  void write(ServiceRequestContext request, Reply reply) {
    Matcher parent = PARENT.matcher(request.request().headers().get("traceparent", ""));
    String trace = parent.matches() ? parent.group(1) : id() + id();
    reply.header("traceresponse", "00-" + trace + "-" + id() + "-00");
  }

  private String id() {
    return HexFormat.of().toHexDigits(random.nextLong() | 1);
  }
}
