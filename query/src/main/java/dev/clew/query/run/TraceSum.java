package dev.clew.query.run;

import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.query.TraceSummary;
import dev.clew.query.TraceSummary.ServiceCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One trace on the way to its summary: each of its spans once, whatever block it came from. Of a
/// span that comes again the last one counts, and has matched if any did. Owned by one thread.
final class TraceSum {
  private static final int ERROR = 1;
  private static final int MATCHED = 2;

  private final TraceId trace;
  private final Extent extent;
  private final SpanNumbers numbers = new SpanNumbers();
  private final Map<String, Integer> serviceNumbers = new HashMap<>();
  private final List<String> services = new ArrayList<>();
  private long[] parents = new long[16];
  private int[] serviceOf = new int[16];
  private byte[] marks = new byte[16];
  private @Nullable RootSpan root;

  TraceSum(TraceId trace, Extent extent) {
    this.trace = trace;
    this.extent = extent;
  }

  TraceId trace() {
    return trace;
  }

  /// Adds a row, counted from the page's first.
  void add(SpanPage page, int row) {
    String service = page.service(row);
    int number = numbers.number(page.spanId(row), page.kind(row));
    makeRoom(number);
    parents[number] = page.parentId(row);
    serviceOf[number] = serviceNumber(service);
    int matched = page.hasMatched(row) ? MATCHED : marks[number] & MATCHED;
    marks[number] = (byte) (matched | (page.status(row) == StatusCode.ERROR ? ERROR : 0));
    if (root == null || root.mayYieldTo(page, row)) {
      var other = RootSpan.of(page, row);
      root = root == null || other.compareTo(root) <= 0 ? other : root;
    }
  }

  private void makeRoom(int number) {
    if (number == parents.length) {
      parents = Arrays.copyOf(parents, number * 2);
      serviceOf = Arrays.copyOf(serviceOf, number * 2);
      marks = Arrays.copyOf(marks, number * 2);
    }
  }

  private int serviceNumber(String name) {
    return serviceNumbers.computeIfAbsent(
        name,
        _ -> {
          services.add(name);
          return services.size() - 1;
        });
  }

  TraceSummary summary() {
    return new TraceSummary(
        trace,
        root == null ? "" : root.service(),
        root == null ? "" : root.name(),
        extent.startNanos(),
        extent.durationNanos(),
        numbers.size(),
        count(ERROR),
        orphans(),
        count(MATCHED),
        serviceCounts());
  }

  private int count(int mark) {
    int count = 0;
    for (int number = 0; number < numbers.size(); number++) {
      count += (marks[number] & mark) == 0 ? 0 : 1;
    }
    return count;
  }

  private int orphans() {
    int count = 0;
    for (int number = 0; number < numbers.size(); number++) {
      count += parents[number] == 0 || numbers.contains(parents[number]) ? 0 : 1;
    }
    return count;
  }

  private List<ServiceCount> serviceCounts() {
    int[] spans = new int[services.size()];
    int[] errors = new int[services.size()];
    for (int number = 0; number < numbers.size(); number++) {
      spans[serviceOf[number]]++;
      errors[serviceOf[number]] += marks[number] & ERROR;
    }
    var counts = new ArrayList<ServiceCount>();
    for (int service = 0; service < spans.length; service++) {
      if (spans[service] > 0) {
        counts.add(new ServiceCount(services.get(service), spans[service], errors[service]));
      }
    }
    counts.sort(Comparator.comparing(ServiceCount::name));
    return counts;
  }
}
