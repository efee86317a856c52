package dev.clew.query.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.store.Dictionary;
import java.util.ArrayList;
import java.util.List;

/// A dictionary of values that no column has one of. Grows by one thread, before it is used.
final class Words implements Dictionary {
  private final List<byte[]> values = new ArrayList<>();

  int add(byte[] value) {
    values.add(value);
    return values.size() - 1;
  }

  int add(String text) {
    return add(text.getBytes(UTF_8));
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
    return new String(values.get(code), UTF_8);
  }
}
