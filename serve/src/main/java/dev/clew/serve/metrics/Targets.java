package dev.clew.serve.metrics;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The resources that sent spans, as `traces_target_info`: a series each with its texts as labels,
/// up to a number of them, first come first served.
///
/// Guarded by the lock of its owner.
final class Targets {
  private static final int LONGEST_VALUE = 256;
  private static final int MOST_LABELS = 32;
  private static final int MOST_SEEN = 1024;
  private static final int LONGEST_SEEN = 4096;

  private final int most;
  private final Set<Labels> known = new LinkedHashSet<>();

  /// Resources as they came, some of the last: mostly they come again, and are not read again.
  private final Set<ByteBuffer> seen = new HashSet<>();

  private boolean isOver;

  Targets(int most) {
    this.most = most;
  }

  /// Adds a resource of a batch.
  void add(SpanBatch batch, int row) {
    long encoded = batch.resources().encoded(row);
    int from = Slice.offset(encoded);
    int length = Slice.length(encoded);
    if (!seen.contains(ByteBuffer.wrap(batch.bytes(), from, length))) {
      add(ModelSpans.resource(batch, row));
      remember(Arrays.copyOfRange(batch.bytes(), from, from + Math.min(length, LONGEST_SEEN)));
    }
  }

  private void remember(byte[] resource) {
    if (seen.size() == MOST_SEEN) {
      seen.clear();
    }
    if (resource.length < LONGEST_SEEN) {
      seen.add(ByteBuffer.wrap(resource));
    }
  }

  private void add(Resource resource) {
    Labels labels = labels(resource);
    if (known.size() < most) {
      known.add(labels);
    } else if (!known.contains(labels)) {
      isOver = true;
    }
  }

  private static Labels labels(Resource resource) {
    Map<String, String> texts = new TreeMap<>();
    String service = "";
    String namespace = "";
    String instance = "";
    for (Attribute attribute : resource.attributes()) {
      if (attribute.value() instanceof AttributeValue.Text(var text)
          && text.length() <= LONGEST_VALUE) {
        switch (attribute.key()) {
          case "service.name" -> service = text;
          case "service.namespace" -> namespace = text;
          case "service.instance.id" -> instance = text;
          default -> put(texts, attribute.key(), text);
        }
      }
    }
    texts.put("job", namespace.isEmpty() ? service : namespace + "/" + service);
    texts.put("instance", instance);
    return Labels.of(texts.keySet().toArray(String[]::new), texts.values().toArray(String[]::new));
  }

  private static void put(Map<String, String> texts, String key, String text) {
    if (!key.isEmpty() && texts.size() < MOST_LABELS) {
      String name = PrometheusNaming.sanitizeLabelName(key).replace('.', '_');
      texts.put(name.equals("job") || name.equals("instance") ? "__" + name : name, text);
    }
  }

  InfoSnapshot snapshot(Labels overflow) {
    var info =
        InfoSnapshot.builder()
            .name("traces_target")
            .help("The resources that sent spans, as Tempo has them.");
    known.forEach(labels -> info.dataPoint(new InfoDataPointSnapshot(labels)));
    if (isOver) {
      info.dataPoint(new InfoDataPointSnapshot(overflow));
    }
    return info.build();
  }
}
