package dev.clew.analyze.trace;

import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The services and names of a batch's spans as small numbers. Read-only once made.
final class Words {
  private final List<String> services;
  private final List<String> names;
  private final int[] serviceOf;
  private final int[] nameOf;

  private Words(List<String> services, List<String> names, int[] serviceOf, int[] nameOf) {
    this.services = services;
    this.names = names;
    this.serviceOf = serviceOf;
    this.nameOf = nameOf;
  }

  static Words of(SpanBatch batch) {
    var services = new Numbers();
    int[] ofResource = new int[batch.resources().size()];
    Arrays.setAll(ofResource, row -> services.of(ModelSpans.resource(batch, row).serviceName()));
    var names = new Numbers();
    int[] serviceOf = new int[batch.size()];
    int[] nameOf = new int[batch.size()];
    for (int span = 0; span < nameOf.length; span++) {
      serviceOf[span] = ofResource[batch.scopes().resource(batch.spans().scope(span))];
      nameOf[span] = names.of(batch.text(batch.spans().name(span)));
    }
    return new Words(services.texts, names.texts, serviceOf, nameOf);
  }

  int service(int span) {
    return serviceOf[span];
  }

  int name(int span) {
    return nameOf[span];
  }

  String serviceText(int span) {
    return services.get(serviceOf[span]);
  }

  String nameText(int span) {
    return names.get(nameOf[span]);
  }

  /// Numbers texts in the order in which they first come. Owned by one thread.
  private static final class Numbers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    int of(String text) {
      Integer known = numbers.putIfAbsent(text, texts.size());
      if (known == null) {
        texts.add(text);
        return texts.size() - 1;
      }
      return known;
    }
  }
}
