package dev.clew.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Zipkin's readers are told of spans that came in another format.
class ForeignSpanTest {
  private SpanKind kind = SpanKind.CLIENT;
  private StatusCode status = StatusCode.UNSET;
  private String message = "";
  private long end = 1_767_225_600_000_250_999L;
  private List<Attribute> attributes = List.of();
  private List<SpanEvent> events = List.of();
  private List<SpanLink> links = List.of();

  private ToldSpan told() {
    return ToldSpan.of(
        new Span(
            new TraceId(1, 2),
            new SpanId(3),
            new SpanId(4),
            "k=v",
            1,
            "GET /Cart",
            kind,
            1_767_225_600_000_000_999L,
            end,
            status,
            message,
            attributes,
            events,
            links,
            0,
            0,
            0,
            Resource.of(Attribute.of("service.name", "Cart"), Attribute.of("host.name", "h1")),
            new Scope("lib", "1.0", List.of(), 0, "")));
  }

  @Test
  void span_isToldInZipkinsWords() {
    ToldSpan told = told();

    assertThat(told.name()).isEqualTo("GET /Cart");
    assertThat(told.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(told.parentId()).isEqualTo(new SpanId(4));
    assertThat(told.timestampMicros()).isEqualTo(1_767_225_600_000_000L);
    assertThat(told.durationMicros()).isEqualTo(250);
    assertThat(told.local()).isEqualTo(new Endpoint("Cart", "", "", 0));
    assertThat(told.remote()).isEqualTo(Endpoint.UNKNOWN);
    assertThat(told.tags())
        .containsOnly(
            Map.entry("host.name", "h1"),
            Map.entry("otel.scope.name", "lib"),
            Map.entry("otel.scope.version", "1.0"),
            Map.entry("w3c.tracestate", "k=v"));
  }

  @Test
  void duration_belowAMicrosecond_isOne() {
    end = 1_767_225_600_000_001_000L;

    assertThat(told().durationMicros()).isEqualTo(1);
  }

  @Test
  void span_thatHasNotEnded_hasNoDuration() {
    end = 0;

    assertThat(told().durationMicros()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL, UNSPECIFIED, internal",
    "UNSPECIFIED, UNSPECIFIED,",
    "SERVER, SERVER,",
    "CONSUMER, CONSUMER,"
  })
  void kind_internal_isATag(SpanKind sent, SpanKind expected, String tag) {
    kind = sent;

    assertThat(told().kind()).isEqualTo(expected);
    assertThat(told().tags().get("span.kind")).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, timed out, timed out", "ERROR, '', ''", "OK, '',", "UNSET, '',"})
  void status_isTags(StatusCode sent, String text, String error) {
    status = sent;
    message = text;

    assertThat(told().tags().get("error")).isEqualTo(error);
    assertThat(told().tags().get("otel.status_code"))
        .isEqualTo(sent == StatusCode.UNSET ? null : sent.name());
  }

  @ParameterizedTest
  @CsvSource({
    "peer.service=a;server.address=b, a, '', 0",
    "server.address=b;net.peer.name=c, b, '', 0",
    "db.name=orders, orders, '', 0",
    "server.address=10.0.0.1;server.port=80, '', 10.0.0.1, 80",
    "network.peer.address=10.0.0.2;network.peer.port=90, '', 10.0.0.2, 90",
    "network.peer.address=10.0.0.2;network.peer.port=99999, '', 10.0.0.2, 0",
    "http.route=/, '', '', 0"
  })
  void remote_isTheBestAttributeThatNamesIt(String sent, String name, String ipv4, int port) {
    attributes =
        List.of(sent.split(";")).stream()
            .map(pair -> pair.split("="))
            .map(pair -> Attribute.of(pair[0], pair[1]))
            .toList();

    assertThat(told().remote()).isEqualTo(new Endpoint(name, ipv4, "", port));
    kind = SpanKind.SERVER;
    assertThat(told().remote()).isEqualTo(Endpoint.UNKNOWN);
  }

  @Test
  void attributes_areTexts() {
    attributes =
        List.of(
            Attribute.of("i", 5),
            Attribute.of("d", 0.5),
            Attribute.of("b", true),
            new Attribute("x", new AttributeValue.Bytes(new byte[] {1, 2})),
            new Attribute("a", new AttributeValue.Array(List.of(new AttributeValue.Text("q\"")))),
            new Attribute("e", new AttributeValue.Empty()));

    assertThat(told().tags())
        .containsEntry("i", "5")
        .containsEntry("d", "0.5")
        .containsEntry("b", "true")
        .containsEntry("x", "AQI=")
        .containsEntry("a", "[\"q\\\"\"]")
        .containsEntry("e", "");
  }

  @Test
  void events_areAnnotationsInTheOrderOfTime() {
    events =
        List.of(
            new SpanEvent(2_000, "late", List.of(Attribute.of("a", 1)), 0),
            new SpanEvent(1_000, "early", List.of(), 0));

    assertThat(told().annotations())
        .containsExactly(
            new ToldSpan.Annotation(1, "early"), new ToldSpan.Annotation(2, "\"late\": {\"a\":1}"));
  }

  @Test
  void links_areTagsThatTheReceiverReads() {
    links = List.of(new SpanLink(5, 6, 7, "s", 0, List.of(Attribute.of("a", "b")), 2));

    String link = told().tags().getOrDefault("otlp.link.0", "");

    assertThat(link)
        .isEqualTo("00000000000000050000000000000006|0000000000000007|s|{\"a\":\"b\"}|2");
    assertThat(LinkText.parse(link)).isPresent();
  }
}
