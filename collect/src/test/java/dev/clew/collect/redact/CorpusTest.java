package dev.clew.collect.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.RedactionSettings;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.proto.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
  private static final double LEAST_RECALL = 0.99;
  private static final double MOST_FALSE_HITS = 0.01;

  private final Redactor redactor = new Redactor(RedactionSettings.usual(new byte[16]));

  /// Where in a span a text stands.
  enum Place {
    SPAN_NAME,
    ATTRIBUTE_KEY,
    ATTRIBUTE_VALUE,
    BYTES,
    STATEMENT,
    LIST_ITEM,
    NESTED,
    NESTED_KEY,
    STATUS_MESSAGE,
    TRACE_STATE,
    EVENT_NAME,
    EVENT_ATTRIBUTE,
    LINK_ATTRIBUTE,
    LINK_TRACE_STATE,
    RESOURCE,
    SCOPE_NAME,
    SCOPE_ATTRIBUTE;

    Span of(String text) {
      var gen = new Gen(1);
      Attribute attribute = text("k", text);
      return switch (this) {
        case SPAN_NAME -> span(text, text("k", "v"));
        case ATTRIBUTE_KEY -> span("n", text(text, "v"));
        case ATTRIBUTE_VALUE -> span("n", attribute);
        case BYTES -> span("n", new Attribute("k", new AttributeValue.Bytes(text.getBytes(UTF_8))));
        case STATEMENT -> span("n", text("db.query.text", text));
        case LIST_ITEM -> span("n", new Attribute("k", array(text)));
        case NESTED -> span("n", map(new Attribute("inner", array(text))));
        case NESTED_KEY -> span("n", map(text(text, "v")));
        case STATUS_MESSAGE -> whole(text, "", "", "");
        case TRACE_STATE -> whole("", text, "", "");
        case EVENT_NAME -> whole("", "", text, "");
        case EVENT_ATTRIBUTE -> whole("", "", "", text);
        case LINK_ATTRIBUTE -> with(gen.resource(), gen.scope(), link("", text));
        case LINK_TRACE_STATE -> with(gen.resource(), gen.scope(), link(text, "v"));
        case RESOURCE -> with(new Resource(List.of(attribute), 0, ""), gen.scope(), link("", "v"));
        case SCOPE_NAME ->
            with(gen.resource(), new Scope(text, "1", List.of(), 0, ""), link("", "v"));
        case SCOPE_ATTRIBUTE ->
            with(gen.resource(), new Scope("s", "1", List.of(attribute), 0, ""), link("", "v"));
      };
    }
  }

  private static Attribute map(Attribute entry) {
    return new Attribute("k", new AttributeValue.Map(List.of(entry)));
  }

  private static Attribute text(String key, String value) {
    return Attribute.of(key, value);
  }

  private static AttributeValue array(String text) {
    return new AttributeValue.Array(
        List.of(new AttributeValue.Text("first"), new AttributeValue.Text(text)));
  }

  private static SpanLink link(String traceState, String text) {
    return new SpanLink(1, 2, 3, traceState, 0, List.of(text("k", text)), 0);
  }

  private static Span span(String name, Attribute attribute) {
    var gen = new Gen(1);
    return made(
        gen.resource(), gen.scope(), name, "", "", List.of(attribute), List.of(), List.of());
  }

  private static Span whole(String message, String traceState, String event, String value) {
    var gen = new Gen(1);
    List<SpanEvent> events =
        List.of(new SpanEvent(1, event, List.of(text("exception.message", value)), 0));
    return made(
        gen.resource(), gen.scope(), "n", message, traceState, List.of(), events, List.of());
  }

  private static Span with(Resource resource, Scope scope, SpanLink link) {
    return made(resource, scope, "n", "", "", List.of(), List.of(), List.of(link));
  }

  private static Span made(
      Resource resource,
      Scope scope,
      String name,
      String message,
      String traceState,
      List<Attribute> attributes,
      List<SpanEvent> events,
      List<SpanLink> links) {
    var gen = new Gen(1);
    Span any = gen.span();
    return new Span(
        any.traceId(),
        any.spanId(),
        null,
        traceState,
        0,
        name,
        any.kind(),
        1,
        2,
        StatusCode.ERROR,
        message,
        attributes,
        events,
        links,
        0,
        0,
        0,
        resource,
        scope);
  }

  /// What is left of a request with the text at a place, as text; itself where nothing changes.
  private String left(Place place, String text) throws MalformedException {
    byte[] request = OtlpWriter.write(List.of(place.of(text)));
    byte[] left =
        redactor
            .redact(OtlpReader.read(request, request.length), _ -> true)
            .request()
            .orElse(request);
    OtlpReader.read(left, left.length);
    return new String(left, UTF_8);
  }

  @Test
  void corpus_isAsLargeAsItClaims() {
    assertThat(Corpus.secrets()).hasSizeGreaterThanOrEqualTo(200);
    assertThat(Corpus.lookAlikes()).hasSizeGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void secrets_anywhere_areFound(Place place) throws MalformedException {
    List<Corpus.Secret> missed =
        Corpus.secrets().stream()
            .filter(one -> leftUnchecked(place, one.text()).contains(one.secret()))
            .toList();

    double recall = 1 - (double) missed.size() / Corpus.secrets().size();
    assertThat(recall).as("missed %s", missed).isGreaterThanOrEqualTo(LEAST_RECALL);
  }

  @ParameterizedTest
  @EnumSource
  void lookAlikes_anywhere_stay(Place place) {
    List<String> hit =
        Corpus.lookAlikes().stream()
            .filter(text -> !leftUnchecked(place, text).contains(text))
            .toList();

    double falseHits = (double) hit.size() / Corpus.lookAlikes().size();
    assertThat(falseHits).as("hit %s", hit).isLessThanOrEqualTo(MOST_FALSE_HITS);
  }

  private String leftUnchecked(Place place, String text) {
    try {
      return left(place, text);
    } catch (MalformedException e) {
      throw new AssertionError("a request that was written needs to be readable", e);
    }
  }
}
