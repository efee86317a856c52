package dev.clew.bench.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.ZipkinProcess;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zipkin2.DependencyLink;
import zipkin2.Span;
import zipkin2.codec.DependencyLinkBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;

/// The same random spans into Clew and into the published Zipkin server, the same questions, the
/// same answers; a search may differ for the reasons of [Difference] alone.
class ZipkinDifferenceIT {
  private static final long SEED = 5;
  private static final int TRACES = Effort.of(300, 5_000);
  private static final int PLAIN = TRACES / 2;
  private static final int SEARCHES = Effort.of(150, 20_000);
  private static final String KEYS = "env,http.path,host.name,error";

  @TempDir private static Path folder;
  private static long startMillis;
  private static ServerProcess server;
  private static ZipkinProcess published;
  private static Reader clew;
  private static Reader zipkin;
  private static List<List<Span>> traces;

  @BeforeAll
  static void fillBoth() throws Exception {
    startMillis =
        Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(4)).toEpochMilli();
    Map<String, String> quick = Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    Map<String, String> settings = new HashMap<>(quick);
    settings.put("AUTOCOMPLETE_KEYS", KEYS);
    settings.put("CLEW_ZIPKIN_AUTOCOMPLETE_KEYS", KEYS);
    published = ZipkinProcess.launch(folder, settings);
    server = ServerProcess.launch(folder.resolve("data"), settings).awaitReady();
    published.awaitReady();
    clew = new Reader(server);
    zipkin = new Reader(published);
    traces = new RandomTraces(SEED, startMillis, PLAIN).make(TRACES);
    Gen gen = new Gen(SEED);
    for (List<Span> trace : traces) {
      SpanBytesEncoder encoder = gen.oneOf(List.of(SpanBytesEncoder.values()));
      clew.send(trace, encoder);
      zipkin.send(trace, encoder);
    }
  }

  @AfterAll
  static void end() {
    Stream.of(clew, zipkin, server, published).forEach(ZipkinDifferenceIT::close);
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A moment between two traces, after so many of them.
  private static long endMillis(int traces) {
    return startMillis + traces * RandomTraces.MILLIS_APART - 1_000;
  }

  private static Stream<String> ids() {
    return traces.stream().map(trace -> trace.getFirst().traceId());
  }

  @Test
  void trace_each_isTheSameSpans() throws Exception {
    for (String id : ids().toList()) {
      assertThat(clew.trace("/api/v2/trace/" + id)).isEqualTo(zipkin.trace("/api/v2/trace/" + id));
    }
  }

  @Test
  void traceMany_isTheSameTraces() throws Exception {
    List<String> ids = ids().toList();
    for (int at = 0; at + 7 < ids.size(); at += 7) {
      String path = "/api/v2/traceMany?traceIds=" + String.join(",", ids.subList(at, at + 7));

      assertThat(new HashMap<>(clew.traces(path))).isEqualTo(new HashMap<>(zipkin.traces(path)));
    }
  }

  static Stream<String> lists() {
    Stream<String> ofServices =
        Stream.concat(RandomTraces.SERVICES.stream(), Stream.of("nobody"))
            .map(name -> URLEncoder.encode(name, UTF_8))
            .flatMap(name ->
                Stream.of("spans?serviceName=" + name, "remoteServices?serviceName=" + name));
    Stream<String> ofKeys =
        Arrays.stream((KEYS + ",other").split(",")).map(key -> "autocompleteValues?key=" + key);
    return Stream.of(Stream.of("services", "autocompleteKeys"), ofServices, ofKeys)
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("lists")
  void list_isTheSame(String path) throws Exception {
    assertThat(clew.text("/api/v2/" + path)).isEqualTo(zipkin.text("/api/v2/" + path));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60_000, 600_000, 86_400_000})
  void dependencies_areTheSame(long lookback) throws Exception {
    String path =
        "/api/v2/dependencies?endTs=%d&lookback=%d".formatted(endMillis(TRACES), lookback);

    assertThat(links(clew, path)).isEqualTo(links(zipkin, path));
  }

  @Test
  void dependencies_ofEachTrace_areTheSame() throws Exception {
    for (int at = 0; at < PLAIN; at++) {
      String path = "/api/v2/dependencies?lookback=2000&endTs=" + endMillis(at + 1);

      assertThat(links(clew, path)).as("%s", traces.get(at)).isEqualTo(links(zipkin, path));
    }
  }

  private static List<DependencyLink> links(Reader reader, String path) throws Exception {
    return DependencyLinkBytesDecoder.JSON_V1.decodeList(reader.get(path).body()).stream()
        .sorted(Comparator.comparing(DependencyLink::parent).thenComparing(DependencyLink::child))
        .toList();
  }

  @Test
  void search_forOneThing_findsTheSameInTheSameOrder() throws Exception {
    Gen gen = new Gen(SEED);
    for (int at = 0; at < SEARCHES; at++) {
      Search search = Search.plain(gen, endMillis(0), endMillis(PLAIN));

      assertThat(List.copyOf(clew.traces(search.path()).keySet()))
          .as(search::path)
          .isEqualTo(List.copyOf(zipkin.traces(search.path()).keySet()));
    }
  }

  @Test
  void search_forAnything_differsForKnownReasonsAlone() throws Exception {
    Gen gen = new Gen(SEED + 1);
    Map<Difference, Integer> reasons = new EnumMap<>(Difference.class);
    for (int at = 0; at < SEARCHES; at++) {
      Search search = Search.any(gen, endMillis(0), endMillis(TRACES));
      differing(search)
          .values()
          .forEach(trace -> reasons.merge(reason(search, trace), 1, Integer::sum));
    }
    assertThat(reasons).containsOnlyKeys(Difference.values());
  }

  /// What only one of them found, with its spans.
  private static Map<String, Set<Span>> differing(Search search)
      throws IOException, InterruptedException {
    Map<String, Set<Span>> ours = clew.traces(search.path());
    Map<String, Set<Span>> theirs = zipkin.traces(search.path());
    Set<String> both = new HashSet<>(ours.keySet());
    both.retainAll(theirs.keySet());
    ours.putAll(theirs);
    ours.keySet().removeAll(both);
    return ours;
  }

  private static Difference reason(Search search, Set<Span> trace) {
    return Arrays.stream(Difference.values())
        .filter(each -> each.explains(search, List.copyOf(trace)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(search.path() + " differs in " + trace));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace/not-hex",
        "trace/00000000000000000000000000000bad",
        "traceMany?traceIds=",
        "traceMany",
        "traceMany?traceIds=a",
        "traceMany?traceIds=a,a",
        "spans",
        "remoteServices",
        "autocompleteValues",
        "dependencies",
        "dependencies?endTs=0",
        "dependencies?endTs=1&lookback=0",
        "traces?limit=0",
        "traces?limit=x",
        "traces?endTs=0",
        "traces?lookback=0",
        "traces?minDuration=0",
        "traces?minDuration=-1",
        "traces?maxDuration=5",
        "traces?minDuration=5&maxDuration=4",
        "traces?annotationQuery=%3D",
      })
  void question_thatIsOdd_hasTheSameStatus(String path) throws Exception {
    assertThat(clew.get("/api/v2/" + path).statusCode())
        .isEqualTo(zipkin.get("/api/v2/" + path).statusCode());
  }
}
