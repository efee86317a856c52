package dev.clew.instrument.sdk.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.testing.logs.TestLogRecordData;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// 400 secrets and more, and as many texts that only look so, through every field of a span and the
/// text of a log record: a corpus with names, and the server's, which has texts alone.
class RedactionCorpusTest {
  private static final AttributeKey<Value<?>> PARTS = AttributeKey.valueKey("parts");

  private final Redactor redactor = new Redactor(List.of());

  /// A field that text can stand in, and how to put it there and read it back.
  enum Field {
    ATTRIBUTE,
    ATTRIBUTE_LIST,
    ATTRIBUTE_PARTS,
    EVENT,
    LINK,
    NAME,
    EVENT_NAME,
    STATUS,
    LOG;

    /// Names and statuses have no key that could tell on their value.
    boolean hasKey() {
      return compareTo(NAME) < 0;
    }
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void secrets_inEveryField_areHidden(Field field) {
    List<Case> cases =
        Stream.concat(named("secrets.txt"), nameless("secrets.tsv"))
            .filter(c -> field.hasKey() || c.isFoundByLook)
            .toList();

    List<Case> missed = cases.stream().filter(c -> sent(field, c).contains(c.secret)).toList();

    assertThat(cases).hasSizeGreaterThan(field.hasKey() ? 400 : 330);
    assertThat(missed).hasSizeLessThanOrEqualTo(cases.size() / 100);
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void lookalikes_inEveryField_stay(Field field) {
    List<Case> cases = Stream.concat(named("lookalikes.txt"), nameless("look-alikes.txt")).toList();

    List<Case> hit = cases.stream().filter(c -> !sent(field, c).equals(c.text)).toList();

    assertThat(cases).hasSizeGreaterThanOrEqualTo(400);
    assertThat(hit).hasSizeLessThanOrEqualTo(cases.size() / 100);
  }

  @Test
  void names_ofTheApplicationsOwn_areSecretToo() {
    Redactor own = new Redactor(List.of("patient.name"));

    assertThat(own.value("hospital.patientName", "Jane")).isEqualTo("Jane");
    assertThat(own.value("patientName", "Jane")).isEqualTo("***");
    assertThat(own.hidden()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "eyJ.",
        "eyJ ",
        "4",
        " ",
        "a=",
        "password=$",
        "password=\"",
        "--password $",
        "://a:b",
        "a@a.",
        "-----BEGIN ",
        "bearer ",
        "hooks.slack.com/services/"
      })
  @Timeout(10)
  void hostileText_isReadInLinearTime(String part) {
    String hostile = part.repeat(2_000_000 / part.length());

    assertThat(redactor.text(hostile)).isNotEmpty();
  }

  private String sent(Field field, Case c) {
    SpanData span = redactor.span(span(field, c));
    return switch (field) {
      case ATTRIBUTE -> text(span.getAttributes(), c);
      case ATTRIBUTE_LIST -> list(span.getAttributes(), c);
      case ATTRIBUTE_PARTS -> part(span.getAttributes());
      case EVENT -> text(span.getEvents().get(0).getAttributes(), c);
      case LINK -> text(span.getLinks().get(0).getAttributes(), c);
      case NAME -> span.getName();
      case EVENT_NAME -> span.getEvents().get(0).getName();
      case STATUS -> span.getStatus().getDescription();
      case LOG -> logged(c);
    };
  }

  /// Nothing of the case stands in another field.
  private static SpanData span(Field field, Case c) {
    Attributes attributes = Attributes.of(AttributeKey.stringKey(c.name), c.text);
    TestSpanData.Builder span =
        TestSpanData.builder()
            .setName("name")
            .setKind(SpanKind.INTERNAL)
            .setStatus(StatusData.error())
            .setStartEpochNanos(1)
            .setEndEpochNanos(2)
            .setHasEnded(true);
    switch (field) {
      case ATTRIBUTE -> span.setAttributes(attributes);
      case ATTRIBUTE_LIST ->
          span.setAttributes(Attributes.of(AttributeKey.stringArrayKey(c.name), List.of(c.text)));
      case ATTRIBUTE_PARTS ->
          span.setAttributes(Attributes.of(PARTS, Value.of(Map.of(c.name, Value.of(c.text)))));
      case EVENT -> span.setEvents(List.of(EventData.create(1, "e", attributes)));
      case LINK -> span.setLinks(List.of(LinkData.create(SpanContext.getInvalid(), attributes)));
      case NAME -> span.setName(c.text);
      case EVENT_NAME -> span.setEvents(List.of(EventData.create(1, c.text, Attributes.empty())));
      case STATUS -> span.setStatus(StatusData.create(StatusCode.ERROR, c.text));
      case LOG -> {}
    }
    return span.build();
  }

  private String logged(Case c) {
    LogRecordData log = TestLogRecordData.builder().setBodyValue(Value.of(c.text)).build();
    Value<?> body = redactor.log(log).getBodyValue();
    return body == null ? "" : body.asString();
  }

  private static String part(Attributes attributes) {
    Value<?> parts = attributes.get(PARTS);
    List<?> pairs = parts == null ? List.of() : (List<?>) parts.getValue();
    return pairs.isEmpty() ? "" : ((KeyValue) pairs.get(0)).getValue().asString();
  }

  private static String text(Attributes attributes, Case c) {
    return String.valueOf(attributes.get(AttributeKey.stringKey(c.name)));
  }

  private static String list(Attributes attributes, Case c) {
    List<String> values = attributes.get(AttributeKey.stringArrayKey(c.name));
    return values == null ? "" : values.get(0);
  }

  private static Stream<Case> named(String file) {
    return lines(file).map(line -> Case.named(line.replace("~", "")));
  }

  private static Stream<Case> nameless(String file) {
    return lines(file).map(line -> Case.nameless(line.replace("\\n", "\n")));
  }

  private static Stream<String> lines(String file) {
    try (InputStream in = RedactionCorpusTest.class.getResourceAsStream("/redaction/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file);
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().filter(line -> !line.startsWith("# "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One line of a corpus.
  ///
  /// @param isFoundByLook whether more than the attribute's name says that it is a secret
  private record Case(String name, String text, String secret, boolean isFoundByLook) {
    static Case named(String line) {
      int tab = line.indexOf('\t');
      int open = line.indexOf('⟦');
      String name = line.substring(0, tab);
      String secret = open < 0 ? "" : line.substring(open + 1, line.indexOf('⟧'));
      String text = line.substring(tab + 1).replace("⟦", "").replace("⟧", "");
      return new Case(name, text, secret, !text.equals(secret) && !name.startsWith("db.statement"));
    }

    static Case nameless(String line) {
      int tab = line.indexOf('\t');
      return tab < 0
          ? new Case("text", line, "", true)
          : new Case("text", line.substring(0, tab), line.substring(tab + 1), true);
    }
  }
}
