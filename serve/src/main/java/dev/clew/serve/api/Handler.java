package dev.clew.serve.api;

import com.linecorp.armeria.server.ServiceRequestContext;

/// Answers one request by writing to the reply; may block, and may throw anything [Answers] maps.
@FunctionalInterface
public interface Handler {
  void answer(ServiceRequestContext request, Reply reply) throws Exception;
}
