package dev.clew.serve.api.jaeger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.model.Span;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Jaeger's own integration fixtures and queries, moved from January 2017 to the day before
/// yesterday and yesterday.
final class Fixtures {
  private static final Instant THEIR_TODAY = Instant.parse("2017-01-27T00:00:00Z");
  private static final Pattern NANOS = Pattern.compile("(?<=UnixNano\": \")14[0-9]{17}(?=\")");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Duration shift;

  /// Needs the fixtures in CI; a machine without them skips the test.
  Fixtures(Instant today) {
    folder = Path.of(System.getProperty("clew.shared", ""), "conformance/jaeger");
    shift = Duration.between(THEIR_TODAY, today);
    boolean isHere = Files.isDirectory(folder);
    if (!isHere && System.getenv("CI") != null) {
      throw new AssertionError("CI needs the conformance fixtures: set clew.shared, now " + folder);
    }
    assumeTrue(isHere, "the conformance fixtures are not here: " + folder);
  }

  /// All traces as OTLP/JSON requests.
  List<byte[]> requests() {
    try (Stream<Path> files = Files.list(folder.resolve("integration/traces"))) {
      return files.sorted().map(file -> shiftedBytes(read(file))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The spans of one fixture.
  List<Span> spans(String name) {
    return spansOf(shiftedBytes(read(folder.resolve("integration/traces/" + name + ".json"))));
  }

  static List<Span> spansOf(byte[] json) {
    try {
      byte[] proto = OtlpJsonReader.read(json);
      return ModelSpans.spans(OtlpReader.read(proto, proto.length));
    } catch (MalformedException e) {
      throw new AssertionError(new String(json, StandardCharsets.UTF_8), e);
    }
  }

  List<JsonNode> queries() {
    return json("integration/queries.json").valueStream().toList();
  }

  JsonNode json(String name) {
    try {
      return JSON.readTree(read(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instant shifted(String moment) {
    return Instant.parse(moment).plus(shift);
  }

  private byte[] shiftedBytes(String json) {
    return NANOS.matcher(json).replaceAll(this::shiftedNanos).getBytes(StandardCharsets.UTF_8);
  }

  private String shiftedNanos(MatchResult nanos) {
    return Long.toString(Long.parseLong(nanos.group()) + shift.toNanos());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
