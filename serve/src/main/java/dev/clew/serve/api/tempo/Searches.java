package dev.clew.serve.api.tempo;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/// The handlers that find traces, numbers, and what to find them by.
final class Searches {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final Tagging tagging;
  private final InstantSource clock;

  Searches(QueryEngine engine, Tagging tagging, InstantSource clock) {
    this.engine = engine;
    this.tagging = tagging;
    this.clock = clock;
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var asked = SearchReader.read(Parameters.of(request));
    Answering.write(request, reply, SearchMessages.answer(engine.search(TENANT, asked)));
  }

  /// Numbers a step apart.
  void series(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var asked = SeriesReader.overTime(Parameters.of(request), clock.instant());
    var answer = engine.series(TENANT, asked);
    Answering.write(request, reply, SeriesMessages.answer(SeriesMessages.overTime(answer), answer));
  }

  /// One number for all of the time, always in JSON.
  void totals(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var asked = SeriesReader.whole(Parameters.of(request), clock.instant());
    var answer = engine.series(TENANT, asked);
    Answering.json(reply, SeriesMessages.answer(SeriesMessages.whole(answer), answer));
  }

  void tags(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Answering.write(request, reply, tagging.tags(names(request)));
  }

  void scopedTags(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Answering.write(request, reply, tagging.scopedTags(names(request)));
  }

  void values(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Answering.write(request, reply, tagging.values(tag(request)));
  }

  void typedValues(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Answering.write(request, reply, tagging.typedValues(tag(request)));
  }

  private static TagQuestion names(ServiceRequestContext request) {
    return TagQuestion.of(Parameters.of(request), "");
  }

  private static TagQuestion tag(ServiceRequestContext request) {
    return TagQuestion.of(Parameters.of(request), unescaped(PathParameter.of(request, "tag")));
  }

  /// A tag may be escaped once more than an address asks for.
  private static String unescaped(String tag) {
    try {
      return URLDecoder.decode(tag.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return tag;
    }
  }
}
