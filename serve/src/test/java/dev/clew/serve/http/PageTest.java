package dev.clew.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final Map<String, HttpData> FILES =
      Map.of(
          "/index.html", HttpData.ofUtf8("<html>"),
          "/assets/a-1.js", HttpData.ofUtf8("plain"),
          "/assets/a-1.js.br", HttpData.ofUtf8("brotli"),
          "/assets/a-1.js.gz", HttpData.ofUtf8("gzip"));

  private static final Server SERVER = open();

  private static Server open() {
    ServerBuilder builder = Server.builder().http(0);
    new Page(new PageFiles(FILES)).mount(builder);
    Server server = builder.build();
    server.start().join();
    return server;
  }

  @AfterAll
  static void close() {
    SERVER.stop().join();
  }

  private static AggregatedHttpResponse get(String path) {
    return get(path, "x", "y");
  }

  private static AggregatedHttpResponse get(String path, String header, String value) {
    WebClient client = WebClient.of("http://127.0.0.1:" + SERVER.activeLocalPort());
    return client
        .execute(RequestHeaders.of(HttpMethod.GET, path, header, value))
        .aggregate()
        .join();
  }

  @ParameterizedTest
  @CsvSource({
    "br, brotli",
    "'gzip, br', brotli",
    "gzip, gzip",
    "'br;q=0, gzip', gzip",
    "'', plain"
  })
  void file_isSentAsSmallAsTheClientTakesIt(String accepted, String content) {
    AggregatedHttpResponse response = get("/assets/a-1.js", "accept-encoding", accepted);

    assertThat(response.contentUtf8()).isEqualTo(content);
    assertThat(response.headers().get("vary")).isEqualTo("accept-encoding");
    assertThat(response.headers().get("content-type")).contains("javascript");
  }

  @Test
  void hashedFile_isKeptForEver_index_isAskedForEachTime() {
    assertThat(get("/assets/a-1.js").headers().get("cache-control")).contains("immutable");
    assertThat(get("/").headers().get("cache-control")).isEqualTo("no-cache");
  }

  @Test
  void file_thatIsKnown_isNotSentAgain() {
    String tag = get("/").headers().get("etag", "");

    AggregatedHttpResponse response = get("/", "if-none-match", tag);

    assertThat(response.status().code()).isEqualTo(304);
    assertThat(response.content().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/explore", "/trace/0af7651916cd43dd8448eb211c80319c", "/a.b/c"})
  void addressOfThePage_isAnsweredWithTheIndex(String path) {
    AggregatedHttpResponse response = get(path);

    assertThat(response.contentUtf8()).isEqualTo("<html>");
    assertThat(response.headers().get("content-security-policy")).contains("script-src 'self'");
    assertThat(response.headers().get("x-content-type-options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/b.js", "/assets/", "/api", "/api/x"})
  void whatIsNotThere_isNotFound(String path) {
    assertThat(get(path).status().code()).isEqualTo(404);
  }

  @Test
  void page_withoutAnIndex_isNoPage() {
    assertThatThrownBy(() -> new PageFiles(Map.of("/a.js", HttpData.of(UTF_8, "x"))))
        .hasMessageContaining("index.html");
  }
}
