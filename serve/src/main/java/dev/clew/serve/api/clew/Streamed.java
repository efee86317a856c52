package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.query.Progress;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Refusal;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// An answer that may take long: to a client that takes `application/x-ndjson` a line whenever it
/// is known how far the answer is, lines with what is known of it already, and at last a line with
/// the answer or with why there is none; to any other the answer alone.
///
/// Owned by the thread that answers.
final class Streamed {
  private static final MediaType LINES = MediaType.create("application", "x-ndjson");
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Reply reply;
  private final InstantSource clock;
  private final Timing timing;
  private Instant next = Instant.MIN;
  private boolean isBegun;

  private Streamed(Reply reply, InstantSource clock) {
    this.reply = reply;
    this.clock = clock;
    timing = new Timing(clock);
  }

  /// Hears what is known of an answer before all of it is.
  interface Early {
    void tell(Json.Body<IOException> part);
  }

  /// A question whose answer is known in parts.
  interface Parted {
    Json.Body<IOException> ask(Early early) throws QueryException;
  }

  /// Answers what a question comes to.
  static void answer(
      ServiceRequestContext request,
      Reply reply,
      InstantSource clock,
      AnalysisPages.Asking<Json.Body<IOException>> question)
      throws IOException, QueryException {
    answer(request, reply, clock, question, _ -> question.ask());
  }

  /// The same, with the parts to whoever takes lines.
  static void answer(
      ServiceRequestContext request,
      Reply reply,
      InstantSource clock,
      AnalysisPages.Asking<Json.Body<IOException>> whole,
      Parted inParts)
      throws IOException, QueryException {
    var streamed = new Streamed(reply, clock);
    String accept = request.request().headers().get(HttpHeaderNames.ACCEPT, "*/*");
    if (accept.contains(LINES.subtype())) {
      streamed.lines(() -> inParts.ask(streamed::known));
    } else {
      streamed.whole(whole);
    }
  }

  private void whole(AnalysisPages.Asking<Json.Body<IOException>> question)
      throws IOException, QueryException {
    Json.Body<IOException> answer = AnalysisPages.ask(question);
    timing.done("analyze");
    timing.writeTo(reply);
    reply.type(MediaType.JSON);
    Json.write(reply, answer);
  }

  /// Until the first line has left, a refusal still is one of HTTP.
  private void lines(AnalysisPages.Asking<Json.Body<IOException>> question)
      throws IOException, QueryException {
    reply.type(LINES).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    try {
      Json.Body<IOException> answer =
          Progress.heardBy(this::heard, () -> AnalysisPages.ask(question));
      line("answer", answer);
      timing.done("analyze");
      // The headers have left with the first line.
      timing.writeBehind(reply);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (QueryException | RuntimeException e) {
      Refusal refusal = Refusal.of(e);
      boolean isSaid =
          refusal.status().isClientError() || refusal.status().equals(HttpStatus.GATEWAY_TIMEOUT);
      if (!isBegun || !isSaid) {
        throw e;
      }
      line(
          "error",
          json -> {
            json.writeStartObject();
            json.writeNumberField("status", refusal.status().code());
            json.writeStringField("message", refusal.message());
            json.writeEndObject();
          });
    }
  }

  /// Not every step is worth a line.
  private void heard(String what, long done, long all) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(BETWEEN);
    try {
      line(
          "progress",
          json -> {
            json.writeStartObject();
            json.writeStringField("what", what);
            json.writeNumberField("done", done);
            json.writeNumberField("all", all);
            json.writeEndObject();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void known(Json.Body<IOException> part) {
    try {
      line("part", part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String name, Json.Body<IOException> value) throws IOException {
    isBegun = true;
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeFieldName(name);
          value.write(json);
          json.writeEndObject();
        });
    reply.write('\n');
    reply.push();
  }
}
