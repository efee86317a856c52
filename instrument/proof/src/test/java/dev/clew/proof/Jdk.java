package dev.clew.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A JDK, or what of it runs programs, where the usual installers put them.
record Jdk(Path home) {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+).*\"");

  static Optional<Jdk> find(int version) {
    Path user = Path.of(System.getProperty("user.home"));
    return Stream.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"))
        .flatMap(Jdk::in)
        .filter(jdk -> jdk.version().equals("" + version))
        .findFirst();
  }

  Path java() {
    return home.resolve("bin/java");
  }

  private String version() {
    Path release = home.resolve("release");
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .map(VERSION::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Jdk> in(Path folder) {
    return Program.in(folder).stream()
        .flatMap(found -> Stream.of(found, found.resolve("Contents/Home")))
        .map(Jdk::new)
        .filter(
            jdk -> Files.isExecutable(jdk.java()) && Files.isReadable(jdk.home.resolve("release")));
  }
}
