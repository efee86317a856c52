package dev.clew.wire.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a span of Zipkin's first version apart into a span for each side that noted something in
/// it, as Zipkin itself does: annotations of two letters become kinds and times, addresses become
/// remote endpoints, the rest goes to the side whose service noted it.
///
/// Owned by one thread.
final class V1Sides {
  private static final Set<V1Word> CALL = EnumSet.range(V1Word.CS, V1Word.SS);

  private final V1Span source;
  private final SpanTranslator out;
  // What was made for a span before is taken again.
  private final List<ZipkinSpan> made = new ArrayList<>();
  private int count;
  private final Map<String, ZipkinSpan> byService = new HashMap<>();
  private final Map<V1Word, V1Span.Annotation> core = new EnumMap<>(V1Word.class);
  private final Map<V1Word, Endpoint> addresses = new EnumMap<>(V1Word.class);
  private ZipkinSpan first;

  V1Sides(V1Span source, SpanTranslator out) {
    this.source = source;
    this.out = out;
    first = newSide(Endpoint.UNKNOWN);
  }

  /// Writes the sides of what the source is now.
  void write() throws MalformedException {
    count = 0;
    byService.clear();
    core.clear();
    addresses.clear();
    first = newSide(Endpoint.UNKNOWN);
    takeAnnotations();
    timeCall();
    timeMessage();
    takeTags();
    takeAddresses();
    for (ZipkinSpan side : sides()) {
      out.write(side);
    }
  }

  private List<ZipkinSpan> sides() {
    return made.subList(0, count);
  }

  private ZipkinSpan newSide(Endpoint local) {
    if (count == made.size()) {
      made.add(new ZipkinSpan(source.texts));
    }
    ZipkinSpan side = made.get(count++);
    side.clear();
    side.traceIdHigh = source.traceIdHigh;
    side.traceIdLow = source.traceIdLow;
    side.id = source.id;
    side.parentId = source.parentId;
    side.name = source.name;
    side.isDebug = source.isDebug;
    side.local = local;
    return side;
  }

  /// The side of a host's service; the first side where no host is named. The first host that is
  /// named is of the first side.
  private ZipkinSpan side(@Nullable Endpoint host) {
    if (host == null) {
      return first;
    }
    if (byService.isEmpty()) {
      first.local = host;
      byService.put(host.serviceName(), first);
    }
    return byService.computeIfAbsent(host.serviceName(), _ -> newSide(host));
  }

  /// In the order of time, so that the first host is whoever noted something first.
  private void takeAnnotations() throws MalformedException {
    for (V1Span.Annotation annotation : source.annotations()) {
      ZipkinSpan side = side(annotation.host());
      V1Word word = annotation.word();
      if (annotation.host() == null || word == null || !word.isMoment()) {
        note(side, annotation);
        continue;
      }
      core.put(word, annotation);
      switch (word) {
        case CS, CR -> side.kind = SpanKind.CLIENT;
        case SR, SS -> side.kind = SpanKind.SERVER;
        case MS -> side.kind = SpanKind.PRODUCER;
        case MR -> side.kind = SpanKind.CONSUMER;
        case WS, WR, CA, SA, MA, LC -> {} // the wire has no side
      }
    }
  }

  private static void note(ZipkinSpan side, V1Span.Annotation annotation)
      throws MalformedException {
    side.annotation(annotation.micros(), annotation.text());
  }

  private void timeCall() throws MalformedException {
    V1Span.Annotation cr = core.get(V1Word.CR);
    V1Span.Annotation ss = core.get(V1Word.SS);
    V1Span.Annotation cs = start(V1Word.CS, cr);
    V1Span.Annotation sr = start(V1Word.SR, ss);
    if (cs != null && sr != null) {
      timeBothSides(cs, cr, sr, ss);
    } else if (cs != null && cr != null) {
      time(cs, cr);
    } else if (sr != null && ss != null) {
      time(sr, ss);
    } else {
      timeIncomplete();
    }
    // There was no word for a shared span: its server side came without a time of its own.
    boolean isOfClient = source.timestampMicros == 0 || (ss != null && source.durationMicros == 0);
    if (cs == null && sr != null && isOfClient) {
      side(sr.host()).isShared = true;
    }
  }

  /// The start of a side; where it noted only its end, and that fits the span's times, the span's.
  private V1Span.@Nullable Annotation start(V1Word word, V1Span.@Nullable Annotation end) {
    V1Span.Annotation start = core.get(word);
    if (start != null || end == null) {
      return start;
    }
    boolean isEndOfSpan =
        source.timestampMicros != 0
            && source.durationMicros != 0
            && source.timestampMicros + source.durationMicros == end.micros();
    return isEndOfSpan
        ? new V1Span.Annotation(source.timestampMicros, Slice.EMPTY, word, end.host())
        : null;
  }

  private void timeBothSides(
      V1Span.Annotation cs,
      V1Span.@Nullable Annotation cr,
      V1Span.Annotation sr,
      V1Span.@Nullable Annotation ss) {
    time(cs, cr);
    ZipkinSpan client = side(cs.host());
    ZipkinSpan server = otherSide(cs, sr, SpanKind.CLIENT, SpanKind.SERVER);
    server.isShared = true;
    server.timestamp(sr.micros());
    if (ss != null) {
      server.duration(ss.micros() - sr.micros());
    }
    if (cr == null && source.durationMicros == 0) {
      client.durationMicros = 0;
    }
  }

  /// The side of the receiver, which is one of its own even where it is of the sender's service.
  private ZipkinSpan otherSide(
      V1Span.Annotation sent, V1Span.Annotation received, SpanKind sender, SpanKind receiver) {
    ZipkinSpan side = side(received.host());
    if (side != side(sent.host())) {
      return side;
    }
    side.kind = sender;
    ZipkinSpan other = newSide(Objects.requireNonNull(received.host()));
    other.kind = receiver;
    return other;
  }

  private void timeIncomplete() throws MalformedException {
    for (ZipkinSpan side : sides()) {
      if (side.kind == SpanKind.CLIENT) {
        timeIncomplete(side, V1Word.CS, V1Word.CR);
      } else if (side.kind == SpanKind.SERVER) {
        timeIncomplete(side, V1Word.SR, V1Word.SS);
      }
    }
    if (source.timestampMicros != 0) {
      first.timestampMicros = source.timestampMicros;
      first.durationMicros = source.durationMicros;
    }
  }

  private void timeIncomplete(ZipkinSpan side, V1Word start, V1Word end) throws MalformedException {
    V1Span.Annotation started = core.get(start);
    V1Span.Annotation ended = core.get(end);
    if (started != null) {
      side.timestamp(started.micros());
    }
    if (ended != null) {
      note(side, ended);
    }
  }

  private void timeMessage() throws MalformedException {
    V1Span.Annotation ms = core.get(V1Word.MS);
    V1Span.Annotation mr = core.get(V1Word.MR);
    V1Span.Annotation ws = core.get(V1Word.WS);
    V1Span.Annotation wr = core.get(V1Word.WR);
    if (ms != null && mr != null) {
      timeBothEnds(ms, ws, wr, mr);
    } else if (ms != null) {
      time(ms, ws);
    } else if (mr != null) {
      time(wr == null ? mr : wr, wr == null ? null : mr);
    } else {
      keepAsAnnotation(ws);
      keepAsAnnotation(wr);
    }
  }

  private void timeBothEnds(
      V1Span.Annotation ms,
      V1Span.@Nullable Annotation ws,
      V1Span.@Nullable Annotation wr,
      V1Span.Annotation mr) {
    ZipkinSpan producer = side(ms.host());
    ZipkinSpan consumer = otherSide(ms, mr, SpanKind.PRODUCER, SpanKind.CONSUMER);
    consumer.isShared = true;
    consumer.timestamp(wr == null ? mr.micros() : wr.micros());
    if (wr != null) {
      consumer.duration(mr.micros() - wr.micros());
    }
    producer.timestamp(ms.micros());
    producer.duration(ws == null ? 0 : ws.micros() - ms.micros());
  }

  private void keepAsAnnotation(V1Span.@Nullable Annotation annotation) throws MalformedException {
    if (annotation != null) {
      note(side(annotation.host()), annotation);
    }
  }

  /// Times a side as the span says, or by what it noted where the span says too little.
  private void time(V1Span.Annotation begin, V1Span.@Nullable Annotation end) {
    ZipkinSpan side = side(begin.host());
    if (source.timestampMicros != 0 && source.durationMicros != 0) {
      side.timestampMicros = source.timestampMicros;
      side.durationMicros = source.durationMicros;
    } else {
      side.timestamp(begin.micros());
      if (end != null) {
        side.duration(end.micros() - begin.micros());
      }
    }
  }

  private void takeTags() throws MalformedException {
    for (V1Span.Tag tag : source.tags()) {
      V1Word word = tag.word();
      boolean isAddress = word != null && word.isAddress();
      boolean isMarker = word == V1Word.LC && Slice.length(tag.value()) == 0;
      if (isAddress && tag.host() != null) {
        addresses.put(word, tag.host());
      } else {
        // Whoever notes only that it was there, of work within itself, names its service so.
        ZipkinSpan side = side(tag.host());
        if (!isMarker && !isAddress) {
          side.tags.put(tag.key(), tag.value());
        }
      }
    }
  }

  private void takeAddresses() {
    Endpoint client = addresses.get(V1Word.CA);
    Endpoint server = addresses.get(V1Word.SA);
    boolean isCall = CALL.stream().anyMatch(core::containsKey);
    if (!isCall && (client != null || server != null)) {
      addressesOfNoCall(client, server);
      return;
    }
    addressOfClient(client);
    addressOfOther(server, core.getOrDefault(V1Word.CS, core.get(V1Word.CR)));
    Endpoint broker = addresses.get(V1Word.MA);
    addressOfOther(broker, core.get(V1Word.MS));
    addressOfOther(broker, core.get(V1Word.MR));
  }

  private void addressesOfNoCall(@Nullable Endpoint client, @Nullable Endpoint server) {
    if (client != null && server != null) {
      side(client).remote = server;
    } else if (server != null) {
      first.remote = server;
    } else if (client != null) {
      first.kind = SpanKind.SERVER;
      first.remote = client;
    }
  }

  /// Some servers note the client's address under their own service's name, which would look like a
  /// call of themselves.
  private void addressOfClient(@Nullable Endpoint client) {
    V1Span.Annotation server = core.getOrDefault(V1Word.SR, core.get(V1Word.SS));
    if (client == null || server == null || client.equals(server.host())) {
      return;
    }
    ZipkinSpan side = side(server.host());
    boolean isOfSameService = client.serviceName().equals(side.local.serviceName());
    side.remote = isOfSameService ? client.withoutServiceName() : client;
  }

  private void addressOfOther(@Nullable Endpoint other, V1Span.@Nullable Annotation by) {
    if (other != null && by != null) {
      side(by.host()).remote = other;
    }
  }
}
