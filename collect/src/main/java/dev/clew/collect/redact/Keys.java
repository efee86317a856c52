package dev.clew.collect.redact;

import dev.clew.collect.redact.KeyVerdict.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Judges the keys of attributes, each once: a table of fixed size remembers the last ones. Safe
/// for any thread.
final class Keys {
  private static final int SLOTS = 1 << 12;
  private static final int MOST_REMEMBERED_BYTES = 256;
  private static final long MIX = 0x9e3779b97f4a7c15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final Map<String, Kind> KNOWN =
      Map.of(
          "db.statement", Kind.STATEMENT,
          "db.query.text", Kind.STATEMENT,
          "sql.query", Kind.STATEMENT,
          "process.command_line", Kind.COMMAND_LINE,
          "process.command_args", Kind.COMMAND_LINE);

  private final Rules rules;
  private final AtomicReferenceArray<KeyVerdict> slots = new AtomicReferenceArray<>(SLOTS);

  Keys(Rules rules) {
    this.rules = rules;
  }

  KeyVerdict of(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    KeyVerdict known = slots.getAcquire(slot);
    if (known != null && known.isOf(bytes, from, to)) {
      return known;
    }
    KeyVerdict verdict = judge(Arrays.copyOfRange(bytes, from, to), slot);
    if (to - from <= MOST_REMEMBERED_BYTES) {
      slots.setRelease(slot, verdict);
    }
    return verdict;
  }

  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    long hash = length;
    if (length >= Long.BYTES) {
      // Apart from each other, so that none waits for the one before.
      hash = ((long) LONGS.get(bytes, from) + length) * 0xbf58476d1ce4e5b9L;
      hash ^= (long) LONGS.get(bytes, from + (length - Long.BYTES) / 2) * 0x94d049bb133111ebL;
      hash ^= (long) LONGS.get(bytes, to - Long.BYTES);
    } else {
      for (int at = from; at < to; at++) {
        hash = (hash * MIX) ^ bytes[at];
      }
    }
    return (int) ((hash * MIX) >>> 40) & (SLOTS - 1);
  }

  private KeyVerdict judge(byte[] key, int slot) {
    var findings = new Findings();
    new TextScanner(rules, findings).scan(key, 0, key.length);
    return new KeyVerdict(key, slot, kind(key), !findings.isEmpty());
  }

  private static Kind kind(byte[] key) {
    Kind known = KNOWN.get(new String(key, StandardCharsets.UTF_8));
    if (known != null) {
      return known;
    }
    return SecretNames.isSecret(new Text(key, 0, key.length)) ? Kind.SECRET : Kind.PLAIN;
  }
}
