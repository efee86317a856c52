package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.Cursor;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.serve.api.Bodies;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.store.Deletion;
import dev.clew.store.SpanStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The handlers that delete traces, and tell how far that is.
final class Deletions {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// So many traces are deleted at once at most.
  static final int MAX_TRACES = 10_000;

  private final QueryEngine engine;
  private final SpanStore store;
  private final KeptLogs logs;
  private final Vitals vitals;

  Deletions(QueryEngine engine, SpanStore store, KeptLogs logs, Vitals vitals) {
    this.engine = engine;
    this.store = store;
    this.logs = logs;
    this.vitals = vitals;
  }

  /// Deletes one trace.
  void deleteTrace(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = Traces.traceId(PathParameter.of(request, "id"));
    if (size(Set.of(id)).traces() == 0 && !hasLogs(id)) {
      throw new RequestException(
          HttpStatus.NOT_FOUND, "trace " + id + " is not stored; it may have expired");
    }
    Deletion deletion = delete(Set.of(id));
    reply.status(HttpStatus.ACCEPTED).type(MediaType.JSON);
    Json.write(reply, json -> write(json, deletion));
  }

  private boolean hasLogs(TraceId trace) throws QueryException {
    try {
      return !logs.fetch(TENANT, trace).isEmpty();
    } catch (IOException e) {
      throw new QueryException("reading log records", e);
    }
  }

  /// What matches a query.
  ///
  /// @param isComplete false when a part of the store could not be searched
  private record Matches(Set<TraceId> traces, boolean isComplete) {}

  /// Deletes what matches a query, or says how much that would be.
  void deleteMatching(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    requireJson(request);
    DeletionRequest query = DeletionRequest.read(Bodies.read(request));
    Matches matches = matches(query.search());
    boolean isReal = !query.isDryRun() && !matches.traces.isEmpty();
    Optional<Deletion> deletion = isReal ? Optional.of(delete(matches.traces)) : Optional.empty();
    Deletion.Size found = deletion.isPresent() ? deletion.get().found() : size(matches.traces);
    reply.status(isReal ? HttpStatus.ACCEPTED : HttpStatus.OK).type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("dryRun", query.isDryRun());
          json.writeBooleanField("complete", matches.isComplete);
          write(json, found);
          json.writeFieldName("deletion");
          if (deletion.isPresent()) {
            write(json, deletion.get());
          } else {
            json.writeNull();
          }
          json.writeEndObject();
        });
  }

  /// A page of somebody else's can send anything but this without asking first.
  private static void requireJson(ServiceRequestContext request) {
    MediaType type = request.request().contentType();
    if (type == null || !type.is(MediaType.JSON.withoutParameters())) {
      throw new RequestException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "a deletion needs the content type application/json, got "
              + (type == null ? "none" : RequestException.quote(type.toString())));
    }
  }

  private Matches matches(SearchRequest query) throws QueryException {
    var traces = new HashSet<TraceId>();
    boolean isComplete = true;
    Optional<Cursor> after = Optional.empty();
    do {
      var page =
          new SearchRequest(
              query.query(), query.range(), vitals.config().get().maxSearchLimit(), after, 0);
      SearchAnswer result = engine.search(TENANT, page);
      result.traces().forEach(each -> traces.add(each.trace().traceId()));
      isComplete &= result.coverage().complete() || result.next().isPresent();
      after = result.next();
      if (traces.size() > MAX_TRACES) {
        throw RequestException.bad(
            "query needs to match at most "
                + MAX_TRACES
                + " traces, matches more; delete them in parts, by startUnixNano and endUnixNano");
      }
    } while (after.isPresent());
    return new Matches(traces, isComplete);
  }

  void list(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<Deletion> deletions = deletions();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("deletions");
          for (Deletion each : deletions) {
            write(json, each);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  void deletion(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    String id = PathParameter.of(request, "id");
    Deletion deletion =
        deletions().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new RequestException(
                    HttpStatus.NOT_FOUND,
                    "deletion "
                        + RequestException.quote(id)
                        + " is not under way; if it was, it is done"));
    reply.type(MediaType.JSON);
    Json.write(reply, json -> write(json, deletion));
  }

  private Deletion delete(Set<TraceId> traces) throws QueryException {
    try {
      logs.delete(TENANT, traces);
      return store.delete(TENANT, traces);
    } catch (IOException e) {
      throw new QueryException("deleting", e);
    }
  }

  private Deletion.Size size(Set<TraceId> traces) throws QueryException {
    try {
      return store.deletionSize(TENANT, traces);
    } catch (IOException e) {
      throw new QueryException("counting what is to be deleted", e);
    }
  }

  private List<Deletion> deletions() throws QueryException {
    try {
      return store.deletions(TENANT);
    } catch (IOException e) {
      throw new QueryException("looking for what remains", e);
    }
  }

  private static void write(JsonGenerator json, Deletion deletion) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", deletion.id());
    json.writeStringField("state", deletion.state().name().toLowerCase(Locale.ROOT));
    write(json, deletion.found());
    json.writeFieldName("remains");
    Json.texts(json, deletion.remains());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Deletion.Size found) throws IOException {
    json.writeObjectFieldStart("found");
    json.writeNumberField("traces", found.traces());
    json.writeNumberField("spans", found.spans());
    json.writeNumberField("blocks", found.blocks());
    json.writeNumberField("bytes", found.bytes());
    json.writeEndObject();
  }
}
