package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.store.TraceParts;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.util.Optional;

/// The handlers that give a trace by its id, written while it is read.
final class Traces {
  private static final int TRACE = 1 << 3 | WireType.LENGTH;

  private final QueryEngine engine;
  private final long mostBytes;

  /// @param mostBytes how large an answer of the second version is at most, as far as it is not one
  ///   span
  Traces(QueryEngine engine, long mostBytes) {
    this.engine = engine;
    this.mostBytes = mostBytes;
  }

  private static TraceId id(ServiceRequestContext request) {
    // A hint of when the trace was; it is found without.
    var parameters = Parameters.of(request);
    if (parameters.text("start").isPresent() && parameters.text("end").isPresent()) {
      var _ = parameters.seconds();
    }
    return TraceIds.parse(PathParameter.of(request, "id"));
  }

  /// The spans alone, of a trace of any size; 404 without a word where there are none.
  void first(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = id(request);
    var sent = new Sent(Long.MAX_VALUE);
    if (Answering.wantsProtobuf(request)) {
      reply.type(Answering.PROTOBUF);
      // Messages one after the other are one that has the spans of all.
      read(id, sent, part -> reply.write(OtlpWriter.write(part)));
    } else {
      reply.type(MediaType.JSON);
      Json.write(
          reply,
          json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("batches");
            var spans = new ProtoJson(json);
            read(id, sent, part -> OtlpJsonWriter.writeResourceSpans(part, spans));
            json.writeEndArray();
            json.writeEndObject();
          });
    }
    if (sent.bytes == 0) {
      reply.reset();
      reply.status(HttpStatus.NOT_FOUND);
    }
  }

  /// The spans in an envelope, which is there without them too and says what is left out.
  void second(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = id(request);
    Optional<Pruning> pruning = Pruning.read(Parameters.of(request));
    var sent = new Sent(mostBytes);
    if (Answering.wantsProtobuf(request)) {
      reply.type(Answering.PROTOBUF);
      // The trace comes in pieces, which are one to all who read protobuf.
      read(id, pruning, sent, part -> reply.write(trace(OtlpWriter.write(part))));
      if (sent.bytes == 0) {
        reply.write(trace(new byte[0]));
      }
      reply.write(sent.told().toBytes());
    } else {
      reply.type(MediaType.JSON);
      Json.write(
          reply,
          json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("trace");
            var spans = new ProtoJson(json);
            read(
                id,
                pruning,
                sent,
                part -> {
                  if (sent.isFirst()) {
                    json.writeArrayFieldStart("resourceSpans");
                  }
                  OtlpJsonWriter.writeResourceSpans(part, spans);
                });
            if (sent.bytes > 0) {
              json.writeEndArray();
            }
            json.writeEndObject();
            sent.told().writeFields(json);
            json.writeEndObject();
          });
    }
  }

  private static byte[] trace(byte[] spans) {
    var out = new ProtoWriter(spans.length + 8);
    out.bytes(TRACE, spans);
    return out.toBytes();
  }

  private void read(TraceId id, Optional<Pruning> pruning, Sent sent, TraceParts parts)
      throws IOException, QueryException {
    if (pruning.isEmpty()) {
      read(id, sent, parts);
      return;
    }
    SpanBatch left = pruning.get().prune(engine, id);
    if (left.size() > 0) {
      sent.take(left, parts);
    }
  }

  private void read(TraceId id, Sent sent, TraceParts parts) throws IOException, QueryException {
    try {
      engine.trace(TenantId.DEFAULT, id, part -> sent.take(part, parts));
    } catch (EnoughException _) {
      sent.isCut = true;
    }
  }

  /// An answer has as many spans as it may.
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// What has been sent of a trace. Owned by the thread that sends.
  private static final class Sent {
    private final long most;
    private long bytes;
    private int parts;
    private boolean isCut;

    Sent(long most) {
      this.most = most;
    }

    void take(SpanBatch part, TraceParts to) throws IOException {
      if (bytes >= most) {
        throw new EnoughException();
      }
      bytes += part.bytes().length;
      parts++;
      to.take(part);
    }

    boolean isFirst() {
      return parts == 1;
    }

    /// The fields behind the trace.
    Message told() {
      var told = new Message().one(2, "metrics", new Message().large(1, "inspectedBytes", bytes));
      if (isCut) {
        told.set(3, "status", new Message.Content.Word(1, "PARTIAL"));
        told.text(
            4,
            "message",
            "Trace exceeds maximum size of " + most + " bytes, a partial trace is returned");
      }
      return told;
    }
  }
}
