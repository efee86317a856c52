package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.analyze.Analyses;
import dev.clew.analyze.TraceFindings;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import java.io.IOException;
import java.time.InstantSource;

/// The handlers that show what is slow or broken, and why.
final class AnalysisPages {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final Analyses analyses;
  private final InstantSource clock;

  AnalysisPages(Analyses analyses, InstantSource clock) {
    this.analyses = analyses;
    this.clock = clock;
  }

  /// What can be told of one trace.
  void findings(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = Traces.traceId(PathParameter.of(request, "id"));
    var timing = new Timing(clock);
    TraceFindings findings =
        analyses
            .findings(TENANT, id)
            .orElseThrow(() ->
                new RequestException(
                    HttpStatus.NOT_FOUND, "trace " + id + " is not stored; it may have expired"));
    answer(request, reply, timing, json -> FindingsWriter.write(json, findings));
  }

  /// Writes the answer, unless the client has it.
  private static void answer(
      ServiceRequestContext request, Reply reply, Timing timing, Json.Body<IOException> body)
      throws IOException {
    timing.done("analyze");
    String tag = EntityTag.of(body);
    timing.done("tag");
    timing.writeTo(reply);
    reply
        .header(HttpHeaderNames.ETAG, tag)
        .header(HttpHeaderNames.CACHE_CONTROL, "private, no-cache");
    if (EntityTag.isMetBy(request.request().headers().get(HttpHeaderNames.IF_NONE_MATCH), tag)) {
      reply.status(HttpStatus.NOT_MODIFIED);
    } else {
      reply.type(MediaType.JSON);
      Json.write(reply, body);
    }
  }
}
