package dev.clew.wire.zipkin;

import dev.clew.wire.otlp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a tag's key says of it, beside that it is an attribute.
enum TagPlace {
  /// Nothing more.
  ATTRIBUTE(""),
  /// It is an attribute of the resource instead.
  RESOURCE(""),
  /// It may be a link, too: every key that starts so.
  LINK("otlp.link."),
  ERROR("error"),
  KIND("span.kind"),
  STATUS_CODE("otel.status_code"),
  STATUS_MESSAGE("otel.status_description"),
  TRACE_STATE("w3c.tracestate"),
  SCOPE_NAME("otel.scope.name"),
  SCOPE_VERSION("otel.scope.version"),
  LIBRARY_NAME("otel.library.name"),
  LIBRARY_VERSION("otel.library.version"),
  // Where the fields of endpoints go.
  LOCAL_ADDRESS("network.local.address"),
  LOCAL_PORT("network.local.port"),
  PEER_SERVICE("peer.service"),
  PEER_ADDRESS("network.peer.address"),
  PEER_PORT("network.peer.port");

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLOTS = 1 << 9;
  private static final byte[][] KEYS = new byte[SLOTS][];
  private static final TagPlace[] PLACES = new TagPlace[SLOTS];
  private static final byte[] LINK_START = LINK.key.getBytes(StandardCharsets.UTF_8);

  static {
    for (TagPlace place : values()) {
      if (place.ordinal() > LINK.ordinal()) {
        know(place.key, place);
      }
    }
    ResourceKeys.KEYS.forEach(key -> know(key, RESOURCE));
  }

  private final String key;

  TagPlace(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  private static void know(String key, TagPlace place) {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    int slot = slot(hash(utf8, Slice.of(0, utf8.length)));
    while (KEYS[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    KEYS[slot] = utf8;
    PLACES[slot] = place;
  }

  /// The place of a key whose hash is known.
  static TagPlace of(byte[] bytes, long key, int hash) {
    int from = Slice.offset(key);
    int to = from + Slice.length(key);
    for (int slot = slot(hash); KEYS[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
      if (Arrays.equals(KEYS[slot], 0, KEYS[slot].length, bytes, from, to)) {
        return PLACES[slot];
      }
    }
    if (from == to || bytes[from] != LINK_START[0]) {
      return ATTRIBUTE;
    }
    int start = Math.min(to, from + LINK_START.length);
    return Arrays.equals(LINK_START, 0, LINK_START.length, bytes, from, start) ? LINK : ATTRIBUTE;
  }

  /// Of the length, the start and the end; keys that are alike there are told apart by looking.
  static int hash(byte[] bytes, long key) {
    int from = Slice.offset(key);
    int length = Slice.length(key);
    if (length < Long.BYTES) {
      int hash = length;
      for (int at = from; at < from + length; at++) {
        hash = 31 * hash + bytes[at];
      }
      return hash;
    }
    long start = (long) LONGS.get(bytes, from);
    long end = (long) LONGS.get(bytes, from + length - Long.BYTES);
    long hash = (start * 0x9e3779b97f4a7c15L) ^ ((end + length) * 0xbf58476d1ce4e5b9L);
    return (int) (hash >>> Integer.SIZE);
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (SLOTS - 1);
  }
}
