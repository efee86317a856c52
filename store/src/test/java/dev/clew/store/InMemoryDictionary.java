package dev.clew.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Distinct values in the order they first came.
final class InMemoryDictionary implements Dictionary {
  private final Map<ByteBuffer, Integer> codes = new HashMap<>();
  private final List<byte[]> values = new ArrayList<>();

  int code(byte[] bytes) {
    return codes.computeIfAbsent(
        ByteBuffer.wrap(bytes),
        _ -> {
          values.add(bytes);
          return values.size() - 1;
        });
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public byte[] bytes(int code) {
    return values.get(code);
  }

  @Override
  public String text(int code) {
    return new String(values.get(code), StandardCharsets.UTF_8);
  }
}
