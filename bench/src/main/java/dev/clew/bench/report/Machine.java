package dev.clew.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The machine that was measured on, and how busy it was.
///
/// @param load the load average of the last minute; below 0 where the system does not tell
public record Machine(
    String processor,
    int processors,
    double memoryGigabytes,
    String system,
    String jvm,
    double load) {
  /// This machine now.
  public static Machine now() {
    var bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processorName(),
        bean.getAvailableProcessors(),
        bean.getTotalMemorySize() / 1e9,
        bean.getName() + " " + bean.getVersion(),
        Runtime.version().toString(),
        Math.rint(bean.getSystemLoadAverage() * 10) / 10);
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }

  void write(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("machine");
    out.writeStringField("processor", processor);
    out.writeNumberField("processors", processors);
    out.writeNumberField("memoryGigabytes", Math.round(memoryGigabytes));
    out.writeStringField("system", system);
    out.writeStringField("jvm", jvm);
    out.writeNumberField("load", load);
    out.writeEndObject();
  }

  /// One line for people.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d x %s, %.0f GB, %s, Java %s; load average before: %.1f",
        processors,
        processor,
        memoryGigabytes,
        system,
        jvm,
        load);
  }
}
