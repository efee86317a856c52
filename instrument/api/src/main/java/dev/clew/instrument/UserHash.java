package dev.clew.instrument;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first 64 bits of an id's SHA-256, as hex: enough to tell users apart.
public final class UserHash {
  private static final int BYTES = 8;

  private UserHash() {}

  public static String of(String id) {
    byte[] hash = sha256().digest(id.getBytes(StandardCharsets.UTF_8));
    StringBuilder hex = new StringBuilder(2 * BYTES);
    for (int i = 0; i < BYTES; i++) {
      hex.append(Character.forDigit((hash[i] >> 4) & 0xf, 16));
      hex.append(Character.forDigit(hash[i] & 0xf, 16));
    }
    return hex.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
