package dev.clew.collect.redact;

import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.Resources;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Takes secrets out of requests. Safe for any thread.
public final class Redactor {
  private static final String SERVICE = "service.name";

  private final Rules rules;
  private final Keys keys;
  private final boolean isOff;

  public Redactor(RedactionSettings settings) {
    rules = new Rules(settings);
    keys = new Keys(rules);
    isOff = settings.isOff();
  }

  /// What was found in the spans of one service.
  public record Found(String service, Map<RedactionRule, Integer> counts) {
    public Found {
      counts = Map.copyOf(counts);
    }
  }

  /// What was found, and the request without it; no request where it is good as it came.
  public record Redacted(List<Found> found, Optional<byte[]> request) {
    static final Redacted NOTHING = new Redacted(List.of(), Optional.empty());

    public Redacted {
      found = List.copyOf(found);
    }
  }

  /// Looks through the spans whose rows are to be kept.
  public Redacted redact(SpanBatch batch, IntPredicate keep) throws MalformedException {
    if (isOff) {
      return Redacted.NOTHING;
    }
    @Nullable Findings[] findings = Inspection.of(batch, keep, keys, rules);
    var found = new ArrayList<Found>();
    boolean isChange = false;
    for (int resource = 0; resource < findings.length; resource++) {
      Findings of = findings[resource];
      if (of != null && !of.isEmpty()) {
        found.add(new Found(service(batch, resource), counts(of)));
        isChange |= of.isChange();
      }
    }
    return found.isEmpty()
        ? Redacted.NOTHING
        : new Redacted(found, isChange ? Optional.of(rewritten(batch, keep)) : Optional.empty());
  }

  /// Looks through a request for log records, resource by resource. Fields of the request itself
  /// that this code does not know belong to nothing and are left out.
  public Redacted redactLogs(byte[] request) throws MalformedException {
    if (isOff) {
      return Redacted.NOTHING;
    }
    var found = new ArrayList<Found>();
    boolean isChange = false;
    var in = new ProtoReader(request, 0, request.length);
    var out = new ProtoWriter(request.length + 64);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != Tags.RESOURCE_SPANS) {
        in.skip(tag);
        continue;
      }
      int length = in.length();
      var findings = new Findings();
      byte[] left =
          new Rewriter(request, keys, new Editor(rules, findings))
              .rewrite(Shape.RESOURCE_LOGS, in.position(), in.position() + length);
      in.advance(length);
      out.bytes(tag, left);
      if (!findings.isEmpty()) {
        found.add(new Found(serviceOfLogs(left), counts(findings)));
        isChange |= findings.isChange();
      }
    }
    return new Redacted(found, isChange ? Optional.of(out.toBytes()) : Optional.empty());
  }

  /// The service's name in a `ResourceLogs` from which the secrets were taken.
  private static String serviceOfLogs(byte[] resourceLogs) throws MalformedException {
    var in = new ProtoReader(resourceLogs, 0, resourceLogs.length);
    var attributes = new ProtoWriter();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != Tags.HEAD) {
        in.skip(tag);
        continue;
      }
      int outer = in.enter();
      while (in.hasMore()) {
        int field = in.tag();
        if (field == Tags.RESOURCE_ATTRIBUTES) {
          int length = in.length();
          attributes.bytes(Tags.VALUES, resourceLogs, in.position(), length);
          in.advance(length);
        } else {
          in.skip(field);
        }
      }
      in.leave(outer);
    }
    return EncodedValues.decode(ValueType.MAP, attributes.toBytes())
            instanceof AttributeValue.Map(List<Attribute> entries)
        ? entries.stream()
            .filter(entry -> entry.key().equals(SERVICE))
            .map(entry -> entry.value() instanceof AttributeValue.Text(String name) ? name : "")
            .findFirst()
            .orElse("")
        : "";
  }

  private byte[] rewritten(SpanBatch batch, IntPredicate keep) throws MalformedException {
    // Written once, every message is in one piece.
    byte[] request = OtlpWriter.write(batch, keep);
    return rewriter(request).rewrite(Shape.SPANS, 0, request.length);
  }

  private Rewriter rewriter(byte[] bytes) {
    return new Rewriter(bytes, keys, new Editor(rules, new Findings()));
  }

  private static Map<RedactionRule, Integer> counts(Findings findings) {
    var counts = new EnumMap<RedactionRule, Integer>(RedactionRule.class);
    for (RedactionRule rule : RedactionRule.values()) {
      if (findings.count(rule) > 0) {
        counts.put(rule, findings.count(rule));
      }
    }
    return counts;
  }

  /// The service's name, without a secret itself.
  private String service(SpanBatch batch, int resource) {
    Resources resources = batch.resources();
    for (int row = resources.attributesFrom(resource);
        row < resources.attributesTo(resource);
        row++) {
      if (batch.attributes().type(row) == ValueType.STRING
          && batch.text(batch.attributes().key(row)).equals(SERVICE)) {
        return withoutSecrets(batch, batch.attributes().value(row));
      }
    }
    return "";
  }

  private String withoutSecrets(SpanBatch batch, long value) {
    int to = Slice.offset(value) + Slice.length(value);
    Hits hits = new TextScanner(rules, new Findings()).scan(batch.bytes(), Slice.offset(value), to);
    return hits.size() == 0 ? batch.text(value) : "***";
  }
}
