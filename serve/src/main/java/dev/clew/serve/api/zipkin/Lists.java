package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// The handlers of the lists of names. Once there are some names, a list changes seldom, so that
/// browsers may keep it for a while.
final class Lists {
  private static final int FEW = 3;
  private static final String KEEP = "max-age=300, must-revalidate";

  private final Names names;
  private final List<String> autocompleteKeys;

  Lists(Names names, List<String> autocompleteKeys) {
    this.names = names;
    this.autocompleteKeys = autocompleteKeys;
  }

  void services(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    write(reply, names.services());
  }

  void spans(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    write(reply, names.spans(required(request, "serviceName")));
  }

  void remoteServices(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    write(reply, names.remoteServices(required(request, "serviceName")));
  }

  void autocompleteKeys(ServiceRequestContext request, Reply reply) throws IOException {
    reply.header(HttpHeaderNames.CACHE_CONTROL, KEEP);
    write(reply, autocompleteKeys);
  }

  /// A key that is not set up has no values.
  void autocompleteValues(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    String key = required(request, "key");
    write(reply, autocompleteKeys.contains(key) ? names.tagValues(key) : List.of());
  }

  private static String required(ServiceRequestContext request, String name) {
    return new Parameters(request.queryParams()).required(name);
  }

  private static void write(Reply reply, Collection<String> names) throws IOException {
    if (names.size() > FEW) {
      reply.header(HttpHeaderNames.CACHE_CONTROL, KEEP);
    }
    reply.type(MediaType.JSON);
    Json.write(reply, json -> Json.texts(json, names));
  }
}
