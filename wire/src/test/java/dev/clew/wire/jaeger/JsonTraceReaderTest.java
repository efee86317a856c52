package dev.clew.wire.jaeger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTraceReaderTest {
  private static Span read(String members) throws MalformedException {
    String text =
        "{'data':[{'spans':[{'traceID':'1000000000000002','spanID':'3','processID':'p1',%s}],'processes':{'p1':{'serviceName':'web','tags':[{'key':'hostname','type':'string','value':'h'}]}}}],'total':0,'errors':null}"
            .formatted(members)
            .replace('\'', '"');
    byte[] otlp = JaegerReader.json(text.getBytes(UTF_8));
    SpanBatch batch = OtlpReader.read(otlp, otlp.length);
    return ModelSpans.span(batch, 0);
  }

  @Test
  void span_ofATrace_hasItsIdsTimesAndProcess() throws Exception {
    Span span =
        read(
            "'operationName':'GET','startTime':1700000000000001,'duration':25,'flags':1,"
                + "'references':[{'refType':'CHILD_OF','traceID':'1000000000000002','spanID':'4'}]");

    assertThat(span.traceId()).isEqualTo(new TraceId(0, 0x1000000000000002L));
    assertThat(span.spanId()).isEqualTo(new SpanId(3));
    assertThat(span.parentSpanId()).isEqualTo(new SpanId(4));
    assertThat(span.name()).isEqualTo("GET");
    assertThat(span.startNanos()).isEqualTo(1_700_000_000_000_001_000L);
    assertThat(span.endNanos() - span.startNanos()).isEqualTo(25_000);
    assertThat(span.resource().attributes())
        .containsExactly(Attribute.of("service.name", "web"), Attribute.of("host.name", "h"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string|\"x\"|Text[value=x]",
        "bool|true|Bool[value=true]",
        "bool|\"true\"|Bool[value=true]",
        "int64|7|Int[value=7]",
        "int64|\"9007199254740993\"|Int[value=9007199254740993]",
        "float64|0.5|Real[value=0.5]",
      })
  void tag_ofEachType_hasItsValue(String type, String value, String shown) throws Exception {
    Span span = read("'tags':[{'key':'a','type':'%s','value':%s}]".formatted(type, value));

    assertThat(span.attributes().getFirst().value()).hasToString(shown);
  }

  @Test
  void tags_thatOtlpHasAPlaceFor_areThere() throws Exception {
    Span span =
        read(
            "'tags':[{'key':'span.kind','type':'string','value':'server'},"
                + "{'key':'error','type':'bool','value':true},"
                + "{'key':'b','type':'binary','value':'AQI='}],"
                + "'logs':[{'timestamp':5,'fields':[{'key':'event','type':'string','value':'e'}]}]");

    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes())
        .containsExactly(new Attribute("b", new AttributeValue.Bytes(new byte[] {1, 2})));
    assertThat(span.events().getFirst().name()).isEqualTo("e");
  }

  @Test
  void span_withoutAProcess_isRefused() {
    assertThatThrownBy(() -> read("'processID':'p2'"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("span needs a processID that its trace has");
  }
}
