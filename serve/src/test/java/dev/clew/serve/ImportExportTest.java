package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.SpanSketch;
import dev.clew.wire.otlp.OtlpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `clew import`, `clew export` and the address behind the first, against a whole server.
class ImportExportTest {
  private static final String TRACE = "000000000000000a000000000000000b";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Clew clew;

  @BeforeEach
  void open() throws Exception {
    clew = Clew.open(TestSettings.of(folder.resolve("data"), Map.of()), InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int imports(Path file) {
    return run("import", file.toString(), "--endpoint", clew.addresses().page().toString());
  }

  private static byte[] spans() {
    return OtlpWriter.write(
        List.of(
            SpanSketch.span("web", "GET /").trace(10, 11).id(1).kind(SpanKind.SERVER).make(),
            SpanSketch.span("db", "select")
                .trace(10, 11)
                .id(2)
                .parent(1)
                .at(5_000)
                .kind(SpanKind.CLIENT)
                .status(StatusCode.ERROR, "no")
                .with(Attribute.of("n", "7"), Attribute.of("s", "x"))
                .with("list", new AttributeValue.Array(List.of()))
                .event(6_000, "retry")
                .make()));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private String trace() throws Exception {
    URI address = clew.addresses().page().resolve("/api/clew/v1/traces/" + TRACE);
    return ask(HttpRequest.newBuilder(address)).body();
  }

  private HttpResponse<String> post(String parameters, String type, byte[] body) throws Exception {
    URI address = clew.addresses().page().resolve("/api/clew/v1/import" + parameters);
    return ask(
        HttpRequest.newBuilder(address)
            .header("content-type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private Path export(ExportCommand.Format format) {
    Path file = folder.resolve("export");
    String page = clew.addresses().page().toString();
    String[] arguments = {
      "export", "--format", format.name(), "-o", file.toString(), "--endpoint", page
    };
    assertThat(run(arguments)).as(err.toString()).isZero();
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void trace_exportedAndImported_isTheSame(ExportCommand.Format format) throws Exception {
    assertThat(post("", "application/x-protobuf", spans()).body())
        .isEqualTo("{\"spans\":2,\"rejected\":0,\"reason\":\"\"}");
    String before = trace();
    Path file = export(format);
    close();
    clew = Clew.open(TestSettings.of(folder.resolve("other"), Map.of()), InstantSource.system());

    assertThat(imports(file)).as(err.toString()).isZero();

    assertThat(out.toString()).isEqualTo("2 spans imported\n");
    boolean isLossless =
        format == ExportCommand.Format.otlp_json || format == ExportCommand.Format.otlp_protobuf;
    if (isLossless) {
      assertThat(trace()).isEqualTo(before);
    } else {
      // Zipkin has names in lower case.
      assertThat(trace())
          .containsIgnoringCase("\"GET /\"")
          .contains("\"select\"", "\"stringValue\":\"x\"", "retry");
    }
  }

  @Test
  void file_ofManyPieces_comesWhole() throws Exception {
    var file = new ByteArrayOutputStream();
    for (int id = 1; id <= 5000; id++) {
      file.writeBytes(
          OtlpWriter.write(
              List.of(SpanSketch.span("web", "x".repeat(900)).trace(10, 11).id(id).make())));
    }
    Path path = Files.write(folder.resolve("many.pb"), file.toByteArray());

    assertThat(imports(path)).as(err.toString()).isZero();

    assertThat(out.toString()).isEqualTo("5000 spans imported\n");
  }

  @Test
  void file_withGzip_isInflated() throws Exception {
    var file = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(file)) {
      gzip.write(spans());
    }

    assertThat(imports(Files.write(folder.resolve("spans.gz"), file.toByteArray()))).isZero();
    assertThat(trace()).contains("select");
  }

  @Test
  void export_ofAQuery_hasItsTracesOnly() throws Exception {
    post("", "application/x-protobuf", spans());
    String page = clew.addresses().page().toString();
    Path file = folder.resolve("none.json");

    run("export", "--query", "{ name = `none` }", "-o", file.toString(), "--endpoint", page);

    assertThat(file).isEmptyFile();
    assertThat(err.toString()).isEqualTo("0 traces exported\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"data\":[{\"traceID\":\"a\",\"spans\":[{\"traceID\":\"a\",\"spanID\":\"1\",\"processID\":\"p1\",\"operationName\":\"GET\",\"startTime\":5,\"duration\":2}],\"processes\":{\"p1\":{\"serviceName\":\"web\"}}}],\"total\":0}'",
        "'{\"traceID\":\"a\",\"spans\":[{\"traceID\":\"a\",\"spanID\":\"1\",\"processID\":\"p1\"}],\"processes\":{\"p1\":{\"serviceName\":\"web\"}}}'",
        "'[{\"traceId\":\"a\",\"id\":\"1\"}]'",
        "'[[{\"traceId\":\"a\",\"id\":\"1\"}],[]]'",
        "'{\"resourceSpans\":[]} {\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"0000000000000000000000000000000a\",\"spanId\":\"0000000000000001\"}]}]}]}'",
      })
  void file_inEachForm_isTaken(String text) throws Exception {
    assertThat(imports(Files.writeString(folder.resolve("file"), text)))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).isEqualTo("1 spans imported\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "5",
        "null",
        "{}",
        "{\"a\":1}",
        "[",
        "[1]",
        "[[",
        "{\"data\":[",
        "{\"data\":5}",
        "{\"resourceSpans\":[{",
        "{\"resourceSpans\":[]}}",
        "\n",
        "\n\u0005ab",
        "\n\u0001a\u0012",
      })
  void file_thatIsNone_isRefusedInASentence(String text) throws Exception {
    int code = imports(Files.writeString(folder.resolve("file"), text));

    assertThat(code).isOne();
    assertThat(err.toString()).startsWith("clew: ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?format=x|application/json|{}|415",
        "|text/plain|{}|415",
        "?format=jaeger|application/x-protobuf|{}|415",
        "|application/json|x|400",
        "|application/json|[]|400",
        "|application/json|{\"resourceSpans\":5}|400",
        "|application/x-protobuf|x|400",
        "?format=jaeger|application/json|x|400",
        "?format=jaeger|application/json|[]|400",
        "?format=jaeger|application/json|{\"data\":5}|400",
        "?format=jaeger|application/json|{\"data\":[5]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"spanID\":\"1\"}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"spanID\":\"g\"}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"spanID\":\"11111111111111111\"}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"startTime\":\"x\"}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"tags\":[{\"value\":1}]}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"tags\":[{\"key\":\"a\",\"type\":\"int64\",\"value\":\"x\"}]}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"tags\":[{\"key\":\"a\",\"type\":\"binary\",\"value\":\"*\"}]}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"tags\":[{\"key\":[],\"value\":1}]}]}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"processes\":5}]}|400",
        "?format=jaeger|application/json|{\"data\":[{\"spans\":[{\"logs\":[5]}]}]}|400",
        "?format=zipkin|application/json|{}|400",
        "?format=zipkin|application/json|[{\"id\":\"x\"}]|400",
      })
  void request_thatIsNone_saysWhatIsWrong(String parameters, String type, String body, int status)
      throws Exception {
    HttpResponse<String> answer =
        post(parameters == null ? "" : parameters, type, body.getBytes(UTF_8));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"status\":" + status + ",\"message\":\"");
  }

  @Test
  void request_withAnotherMethod_is405() throws Exception {
    URI address = clew.addresses().page().resolve("/api/clew/v1/import");

    assertThat(ask(HttpRequest.newBuilder(address)).statusCode()).isEqualTo(405);
  }
}
