package dev.clew.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.proof.ReadBack.Told;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What OpenTelemetry's agent tells only where a setting asks for it, read back from a real server.
class SwitchesTest {
  private static final String HTTP = "otel.instrumentation.http.";

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static RealClew clew;

  @SuppressWarnings("NullAway.Init") // started before all tests
  private static Everything application;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    clew = RealClew.open(folder.resolve("data"), Map.of());
    Map<String, String> settings = new HashMap<>(House.usual(clew));
    settings.put(HTTP + "server.capture-request-headers", "x-shop");
    settings.put(HTTP + "server.capture-response-headers", "x-correlation-id");
    settings.put(HTTP + "client.capture-request-headers", "x-shop");
    settings.put(HTTP + "client.capture-response-headers", "x-correlation-id");
    settings.put("otel.instrumentation.common.experimental.controller-telemetry.enabled", "true");
    settings.put("otel.instrumentation.jdbc.experimental.capture-query-parameters", "true");
    application = Everything.start(folder.resolve("application.log"), settings);
  }

  @AfterAll
  static void close() throws Exception {
    if (application != null) {
      application.close();
    }
    clew.close();
  }

  @Test
  void headers_ofRequestsAndAnswers_areOnBothSides() throws Exception {
    String id = visit("/do/jdk").trace();

    List<Told> trace = clew.readBack().trace(id, spans -> spans.size() == 3);

    Told call = span(trace, "GET");
    Told called =
        trace.stream().filter(span -> span.parent().equals(call.id())).findFirst().orElseThrow();
    for (Told side : List.of(call, called)) {
      assertThat(values(side, "http.request.header.x-shop")).containsExactly("corner");
      assertThat(values(side, "http.response.header.x-correlation-id"))
          .singleElement()
          .isEqualTo(call.attribute("correlation.id"));
    }
  }

  @Test
  void controller_ofSpringMvc_isASpanOfItsOwn() throws Exception {
    String id = visit("/mvc/orders/7").trace();

    List<Told> trace = clew.readBack().trace(id, "GET /orders/{id}", "MvcEndpoint.order");

    assertThat(span(trace, "MvcEndpoint.order").parent())
        .isEqualTo(span(trace, "GET /orders/{id}").id());
  }

  @Test
  void statement_withItsParameters_showsThemAndNoLiterals() throws Exception {
    List<Told> trace = clew.readBack().trace(visit("/do/h2").trace(), "INSERT everything.orders");

    Told insert = span(trace, "INSERT everything.orders");
    assertThat(insert.attribute("db.query.parameter.0")).isEqualTo("4711");
    assertThat(trace.toString()).doesNotContain("green tea");
  }

  @Test
  void method_withOpenTelemetrysAnnotation_isASpan() throws Exception {
    List<Told> trace = clew.readBack().trace(visit("/do/annotated").trace(), "Annotated.brew");

    assertThat(span(trace, "Annotated.brew").attribute("item")).isEqualTo("tea");
  }

  private static Visit visit(String path) throws Exception {
    return Visit.of(application.web().resolve(path));
  }

  private static List<String> values(Told span, String key) {
    for (var attribute : span.all().path("attributes")) {
      if (attribute.path("key").asText().equals(key)) {
        return attribute.findValuesAsText("stringValue");
      }
    }
    return List.of();
  }

  private static Told span(List<Told> trace, String name) {
    return trace.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
