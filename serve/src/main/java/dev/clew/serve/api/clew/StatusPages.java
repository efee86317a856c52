package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import dev.clew.store.StoreStatus;
import java.io.IOException;
import java.time.Instant;

/// The handlers that tell what the process knows of itself.
final class StatusPages {
  private final Vitals vitals;

  StatusPages(Vitals vitals) {
    this.vitals = vitals;
  }

  void config(ServiceRequestContext request, Reply reply) throws IOException {
    Vitals.Config config = vitals.config().get();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeStringField("version", config.version());
          json.writeFieldName("retentionNanos");
          json.writeNumber(config.retention().toNanos());
          json.writeNumberField("maxSearchLimit", config.maxSearchLimit());
          json.writeObjectFieldStart("ports");
          json.writeNumberField("otlpGrpc", config.otlpGrpcPort());
          json.writeNumberField("otlpHttp", config.otlpHttpPort());
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  void status(ServiceRequestContext request, Reply reply) throws IOException {
    Vitals.Traffic traffic = vitals.traffic().get();
    StoreStatus store = vitals.store().get();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeNumberField("spansReceived", traffic.received());
          json.writeNumberField("spansRefused", traffic.refused());
          json.writeNumberField("spansStored", store.storedSpans());
          json.writeNumberField("blocks", store.blocks());
          json.writeNumberField("storedBytes", store.blockBytes() + store.walBytes());
          json.writeFieldName("lastSpanUnixNano");
          if (traffic.lastSpanNanos().isPresent()) {
            Json.moment(json, traffic.lastSpanNanos().getAsLong());
          } else {
            json.writeNull();
          }
          Json.moment(json, "startedUnixNano", nanos(vitals.started()));
          json.writeEndObject();
        });
  }

  private static long nanos(Instant moment) {
    return moment.getEpochSecond() * 1_000_000_000 + moment.getNano();
  }
}
