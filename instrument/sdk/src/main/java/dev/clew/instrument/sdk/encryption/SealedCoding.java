package dev.clew.instrument.sdk.encryption;

import io.opentelemetry.sdk.common.export.Compressor;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.zip.GZIPOutputStream;

/// Bodies are compressed with gzip, then sealed with `aes128gcm` of RFC 8188: what lies between the
/// application and Clew sees neither spans nor names.
public final class SealedCoding implements Compressor {
  private final KeysFile keys;
  private final SecureRandom random;

  public SealedCoding(KeysFile keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public String getEncoding() {
    return "gzip, aes128gcm";
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    try {
      return new GZIPOutputStream(new SealedRecords(out, keys.first(), salt));
    } catch (GeneralSecurityException e) {
      throw new IOException("bodies cannot be sealed", e);
    }
  }
}
