package dev.clew.analyze.findings;

import dev.clew.analyze.ClockSkew;
import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.ModelSpans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// By how much the clocks of hosts disagree, as the calls between them tell.
///
/// **The rule.** A server span lies inside the client span that it answers: a request cannot arrive
/// before it was sent, nor can its answer be sent after it came. So the clock of the server's host
/// may be moved by anything from what brings the starts together to what brings the ends together.
/// Each call gives such an interval; a call whose server span is the longer gives none. What is in
/// the intervals of all calls between two hosts, whichever way they went, suits all of them. Where
/// 0 suits, nothing shows that the clocks disagree. Else the estimate is the middle: the way there
/// takes as long as the way back. Where nothing suits all calls, because a clock was set in between
/// or a server did not answer in time, it is the median of the middles.
///
/// A host is what `host.name` says, else `k8s.node.name`, `k8s.pod.name` or `service.instance.id`;
/// without any of them the service stands for it.
final class Skews {
  private static final List<String> HOST_KEYS =
      List.of("host.name", "k8s.node.name", "k8s.pod.name", "service.instance.id");
  private static final int MOST_PAIRS = 200;
  private static final int MOST_SPANS = 200;

  private final SpanTree tree;
  private final @Nullable String[] hostOf;
  private final Map<Pair, List<Call>> calls = new LinkedHashMap<>();

  /// @param host whose clock is judged
  private record Pair(String host, String relativeTo) {
    Pair turned() {
      return new Pair(/* host= */ relativeTo, /* relativeTo= */ host);
    }
  }

  /// The shifts of the clock that one call allows.
  private record Call(int row, long least, long most) {
    long middle() {
      return least + (most - least) / 2;
    }
  }

  private Skews(SpanTree tree) {
    this.tree = tree;
    hostOf = new String[tree.batch().resources().size()];
  }

  static List<ClockSkew> of(SpanTree tree) {
    var skews = new Skews(tree);
    for (int row = 0; row < tree.size(); row++) {
      skews.look(row);
    }
    return skews.calls.entrySet().stream()
        .map(each -> skews.judge(each.getKey(), each.getValue()))
        .filter(skew -> skew.shiftNanos() != 0)
        .toList();
  }

  static List<Finding> findings(List<ClockSkew> skews) {
    return skews.stream()
        .map(skew -> {
          String title =
              "Clock skew: %s is %s %s %s"
                  .formatted(
                      skew.host(),
                      Titles.duration(Math.abs(skew.shiftNanos())),
                      skew.shiftNanos() > 0 ? "behind" : "ahead of",
                      skew.relativeTo());
          return new Finding(Severity.INFO, title, skew.spans(), 0, 0, new Evidence.Skewed(skew));
        })
        .toList();
  }

  private void look(int row) {
    int parent = tree.parent(row);
    boolean isCall =
        parent >= 0
            && tree.kind(row) == SpanKind.SERVER
            && tree.kind(parent) == SpanKind.CLIENT
            && tree.durationNanos(row) <= tree.durationNanos(parent);
    if (!isCall) {
      return;
    }
    var pair = new Pair(host(row), host(parent));
    long least = tree.startNanos(parent) - tree.startNanos(row);
    long most = tree.endNanos(parent) - tree.endNanos(row);
    if (calls.containsKey(pair.turned())) {
      add(pair.turned(), new Call(row, -most, -least));
    } else if (!pair.host().equals(pair.relativeTo())) {
      add(pair, new Call(row, least, most));
    }
  }

  private void add(Pair pair, Call call) {
    if (calls.size() < MOST_PAIRS || calls.containsKey(pair)) {
      calls.computeIfAbsent(pair, _ -> new ArrayList<>()).add(call);
    }
  }

  private String host(int row) {
    int resource = tree.resource(row);
    String known = hostOf[resource];
    if (known == null) {
      Map<String, String> texts = new LinkedHashMap<>();
      ModelSpans.resource(tree.batch(), resource)
          .attributes()
          .forEach(each -> {
            if (each.value() instanceof AttributeValue.Text(var text) && !text.isEmpty()) {
              texts.put(each.key(), text);
            }
          });
      known =
          HOST_KEYS.stream()
              .filter(texts::containsKey)
              .map(texts::get)
              .findFirst()
              .orElseGet(() -> tree.service(row));
      hostOf[resource] = known;
    }
    return known;
  }

  private ClockSkew judge(Pair pair, List<Call> told) {
    long least = leasts(told).max().orElse(0);
    long most = mosts(told).min().orElse(0);
    List<SpanId> spans = told.stream().limit(MOST_SPANS).map(call -> tree.id(call.row())).toList();
    if (least <= most) {
      long shift = least <= 0 && most >= 0 ? 0 : new Call(0, least, most).middle();
      return new ClockSkew(
          pair.host(), pair.relativeTo(), shift, least, most, true, told.size(), spans);
    }
    long[] middles = told.stream().mapToLong(Call::middle).sorted().toArray();
    return new ClockSkew(
        pair.host(),
        pair.relativeTo(),
        middles[middles.length / 2],
        leasts(told).min().orElse(0),
        mosts(told).max().orElse(0),
        false,
        told.size(),
        spans);
  }

  private static LongStream leasts(List<Call> calls) {
    return calls.stream().mapToLong(Call::least);
  }

  private static LongStream mosts(List<Call> calls) {
    return calls.stream().mapToLong(Call::most);
  }
}
