package dev.clew.store.wal;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a segment of the log holds, found by reading all of it and changing nothing.
///
/// @param requests by tenant, how many there are
/// @param requestBytes by tenant, their bodies
/// @param damage why its records end before the file does, if they do
public record SegmentSurvey(
    Map<String, Long> requests, Map<String, Long> requestBytes, Optional<String> damage) {
  public SegmentSurvey {
    requests = Map.copyOf(requests);
    requestBytes = Map.copyOf(requestBytes);
  }

  public static SegmentSurvey of(Disk disk, Path path) throws IOException {
    var bytes = new TreeMap<String, Long>();
    var requests = new TreeMap<String, Long>();
    try (ReadableFile file = disk.open(path)) {
      SegmentReader reader = SegmentReader.of(file, SegmentReader.header(file));
      reader.readAll(record -> {
        requests.merge(record.tenant(), 1L, Long::sum);
        bytes.merge(record.tenant(), (long) record.body().length, Long::sum);
      });
      Optional<String> damage =
          reader.damage().isEmpty()
              ? Optional.empty()
              : Optional.of("at byte " + reader.position() + ": " + reader.damage());
      return new SegmentSurvey(requests, bytes, damage);
    } catch (DamagedSegmentException e) {
      return new SegmentSurvey(Map.of(), Map.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
