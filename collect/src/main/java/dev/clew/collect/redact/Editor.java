package dev.clew.collect.redact;

import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.redact.KeyVerdict.Kind;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Says what becomes of one text after another, and counts what was found.
///
/// Owned by one thread.
final class Editor {
  private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);
  private static final String HASH = "HmacSHA256";

  private final Rules rules;
  private final Findings findings;
  private final TextScanner scanner;

  Editor(Rules rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
    scanner = new TextScanner(rules, findings);
  }

  Edit edit(byte[] bytes, int from, int to, Kind kind) {
    return switch (kind) {
      case PLAIN -> edit(bytes, from, to, scanner.scan(bytes, from, to));
      case STATEMENT -> edit(bytes, from, to, scanner.scanStatement(bytes, from, to));
      case SECRET -> whole(RedactionRule.SECRET_NAME, bytes, from, to);
      case COMMAND_LINE -> whole(RedactionRule.COMMAND_LINE, bytes, from, to);
    };
  }

  /// Takes all of a text for a secret; where the rule is off or only reports, for a plain one.
  private Edit whole(RedactionRule rule, byte[] bytes, int from, int to) {
    if (Placeholders.isOne(new Text(bytes, from, to))) {
      return Edit.KEEP;
    }
    RedactionAction action = rules.action(rule);
    if (action != RedactionAction.OFF) {
      findings.add(rule, action.changes());
    }
    return switch (action) {
      case OFF, REPORT -> edit(bytes, from, to, Kind.PLAIN);
      case MASK -> new Edit.Replace(MASK);
      case HASH -> new Edit.Replace(hash(bytes, from, to));
      case DROP -> Edit.DROP;
    };
  }

  private Edit edit(byte[] bytes, int from, int to, Hits hits) {
    if (hits.size() == 0) {
      return Edit.KEEP;
    }
    var out = new ProtoWriter(to - from + MASK.length * hits.size());
    int at = from;
    for (int i = 0; i < hits.size(); i++) {
      RedactionAction action = rules.action(hits.rule(i));
      if (action == RedactionAction.DROP) {
        return Edit.DROP;
      }
      out.raw(bytes, at, hits.from(i) - at);
      byte[] left = action == RedactionAction.HASH ? hash(bytes, hits.from(i), hits.to(i)) : MASK;
      out.raw(left, 0, left.length);
      at = hits.to(i);
    }
    out.raw(bytes, at, to - at);
    return new Edit.Replace(out.toBytes());
  }

  private byte[] hash(byte[] bytes, int from, int to) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(rules.hashKey(), HASH));
      mac.update(bytes, from, to - from);
      String digits = HexFormat.of().formatHex(mac.doFinal(), 0, Placeholders.HASH_DIGITS / 2);
      return (Placeholders.HASH + digits).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HASH, e);
    }
  }

  /// Bytes of which nobody knows what they are: secrets in them become stars, as many as there were
  /// bytes, so that what is around them stays readable.
  byte[] opaque(byte[] bytes, int from, int to) {
    Hits hits = scanner.scan(bytes, from, to);
    byte[] copy = Arrays.copyOfRange(bytes, from, to);
    for (int i = 0; i < hits.size(); i++) {
      Arrays.fill(copy, hits.from(i) - from, hits.to(i) - from, (byte) '*');
    }
    return copy;
  }
}
