package dev.clew.instrument.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What an editor offers for `clew.*`.
class MetadataTest {
  private static final Pattern ASKED =
      Pattern.compile("config\\s*\\.get\\w+\\(\\s*\"(clew\\.[a-z.]+)\"");
  private static final Pattern OFFERED = Pattern.compile("\"name\": \"(clew\\.[a-z.]+)\"");

  @Test
  void settings_thatTheLibraryAsksFor_areAllOffered() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("../sdk/src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        asked.addAll(found(ASKED, Files.readString(source)));
      }
    }

    assertThat(asked).contains("clew.late.enabled").hasSizeGreaterThan(20);
    assertThat(found(OFFERED, metadata())).containsAll(asked);
  }

  private static String metadata() throws IOException {
    String name = "/META-INF/additional-spring-configuration-metadata.json";
    try (InputStream in = Objects.requireNonNull(MetadataTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
