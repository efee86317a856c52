package dev.clew.instrument.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A jar with one service in it, as the agent loads it by `otel.javaagent.extensions`.
final class Extension {
  private Extension() {}

  static Path packed(Path jar, Class<?> service) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      String type = service.getInterfaces()[0].getName();
      out.putNextEntry(new ZipEntry("META-INF/services/" + type));
      out.write(service.getName().getBytes(UTF_8));
      add(out, service);
      for (Class<?> nested : service.getDeclaredClasses()) {
        add(out, nested);
      }
    }
    return jar;
  }

  private static void add(ZipOutputStream out, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    out.putNextEntry(new ZipEntry(file));
    try (InputStream in = requireNonNull(type.getResourceAsStream("/" + file), file)) {
      in.transferTo(out);
    }
  }
}
