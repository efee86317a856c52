package dev.clew.serve.api.tempo;

import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.model.TenantId;
import dev.clew.query.Cursor;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesAnswer;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.GrpcCalls;
import dev.clew.serve.api.GrpcCalls.Named;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.QueryMeter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `tempopb.StreamingQuerier` of gRPC, as `docs/tempo.proto` describes it: the answers of the HTTP
/// API, in parts as they become known.
final class StreamingQuerier {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// How many traces come before the rest.
  private static final int FIRST_TRACES = 10;

  /// What clients take as one message.
  private static final int MOST_BYTES = 1 << 20;

  private final QueryEngine engine;
  private final Tagging tagging;
  private final Answers answers;

  StreamingQuerier(QueryEngine engine, Tagging tagging, InstantSource clock, QueryMeter meter) {
    this.engine = engine;
    this.tagging = tagging;
    answers = new Answers(GrpcCalls::error, meter, clock);
  }

  void mount(ServerBuilder server) {
    GrpcCalls.mount(
        server,
        answers,
        "tempopb.StreamingQuerier",
        Map.of(
            "Search", new Named("tempo.search", this::search),
            "SearchTags", new Named("tempo.tags", this::tags),
            "SearchTagsV2", new Named("tempo.tags", this::scopedTags),
            "SearchTagValues", new Named("tempo.values", this::values),
            "SearchTagValuesV2", new Named("tempo.values", this::typedValues),
            "MetricsQueryRange", new Named("tempo.series", this::series),
            "MetricsQueryInstant", new Named("tempo.series", this::totals)));
  }

  /// A few traces at once, then the others, a page at a time; each trace comes once.
  private void search(byte[] message, Stream stream) throws IOException, QueryException {
    SearchRequest asked = Asked.search(ProtoFields.read(message));
    boolean saysHowMany = asked.query().limit().isPresent();
    int left = asked.limit();
    int page = saysHowMany ? left : Math.min(left, FIRST_TRACES);
    SearchRequest next = page(asked, page, Optional.empty());
    while (left > 0) {
      SearchAnswer answer = engine.search(TENANT, next);
      send(stream, answer);
      left -= answer.traces().size();
      if (answer.next().isEmpty() || answer.traces().isEmpty() || saysHowMany) {
        return;
      }
      next = page(asked, Math.max(left, 1), answer.next());
    }
  }

  private static SearchRequest page(SearchRequest asked, int limit, Optional<Cursor> after) {
    return new SearchRequest(asked.query(), asked.range(), limit, after, asked.spansPerSet());
  }

  private static void send(Stream stream, SearchAnswer answer) throws IOException {
    Message metrics = SearchMessages.metrics(answer.coverage());
    List<Message> traces = answer.traces().stream().map(SearchMessages::trace).toList();
    for (List<Message> part : parts(traces)) {
      stream.send(SearchMessages.answer(part, metrics).toBytes());
    }
  }

  private void series(byte[] message, Stream stream) throws IOException, QueryException {
    SeriesAnswer answer = engine.series(TENANT, Asked.series(ProtoFields.read(message)));
    for (List<Message> part : parts(SeriesMessages.overTime(answer))) {
      stream.send(SeriesMessages.answer(part, answer).toBytes());
    }
  }

  private void totals(byte[] message, Stream stream) throws IOException, QueryException {
    SeriesAnswer answer = engine.series(TENANT, Asked.totals(ProtoFields.read(message)));
    for (List<Message> part : parts(SeriesMessages.whole(answer))) {
      stream.send(SeriesMessages.answer(part, answer).toBytes());
    }
  }

  private void tags(byte[] message, Stream stream) throws IOException, QueryException {
    stream.send(tagging.tags(Asked.tags(ProtoFields.read(message))).toBytes());
  }

  private void scopedTags(byte[] message, Stream stream) throws IOException, QueryException {
    stream.send(tagging.scopedTags(Asked.tags(ProtoFields.read(message))).toBytes());
  }

  private void values(byte[] message, Stream stream) throws IOException, QueryException {
    stream.send(tagging.values(Asked.values(ProtoFields.read(message))).toBytes());
  }

  private void typedValues(byte[] message, Stream stream) throws IOException, QueryException {
    stream.send(tagging.typedValues(Asked.values(ProtoFields.read(message))).toBytes());
  }

  /// Groups of messages that are small enough to go together; one, perhaps empty, at least.
  private static List<List<Message>> parts(List<Message> all) {
    var parts = new ArrayList<List<Message>>();
    var part = new ArrayList<Message>();
    long bytes = 0;
    for (Message message : all) {
      int length = message.toBytes().length;
      if (bytes + length > MOST_BYTES && !part.isEmpty()) {
        parts.add(List.copyOf(part));
        part.clear();
        bytes = 0;
      }
      part.add(message);
      bytes += length;
    }
    parts.add(part);
    return parts;
  }
}
