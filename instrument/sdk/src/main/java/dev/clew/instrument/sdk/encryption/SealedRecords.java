package dev.clew.instrument.sdk.encryption;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Writes the records of RFC 8188, each authenticated and in its place; the last one says so, so
/// that a body cut short is not taken for whole. Owned by one thread.
///
/// Each body has a key of its own, made from the secret and the salt: a nonce is never used twice.
final class SealedRecords extends OutputStream {
  private static final int RECORD_BYTES = 64 << 10;
  private static final int TAG_BYTES = 16;

  private final OutputStream out;
  private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
  private final SecretKeySpec contentKey;
  private final byte[] nonce;
  private final byte[] record = new byte[RECORD_BYTES - TAG_BYTES];
  private int length;
  private long sequence;
  private boolean isClosed;

  SealedRecords(OutputStream out, KeysFile.Key key, byte[] salt)
      throws GeneralSecurityException, IOException {
    this.out = out;
    byte[] pseudoRandom = hmac(salt, key.secret);
    contentKey = new SecretKeySpec(derived(pseudoRandom, "Content-Encoding: aes128gcm", 16), "AES");
    nonce = derived(pseudoRandom, "Content-Encoding: nonce", 12);
    byte[] name = key.name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(salt.length + 5 + name.length);
    out.write(header.put(salt).putInt(RECORD_BYTES).put((byte) name.length).put(name).array());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int count) throws IOException {
    int at = start;
    while (at < start + count) {
      // A byte of the record says whether it is the last.
      if (length == record.length - 1) {
        seal(1);
      }
      int taken = Math.min(start + count - at, record.length - 1 - length);
      System.arraycopy(bytes, at, record, length, taken);
      length += taken;
      at += taken;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      seal(2);
      out.close();
    }
  }

  private void seal(int mark) throws IOException {
    record[length++] = (byte) mark;
    ByteBuffer own = ByteBuffer.wrap(nonce.clone());
    own.putLong(4, own.getLong(4) ^ sequence++);
    try {
      GCMParameterSpec parameters = new GCMParameterSpec(TAG_BYTES * 8, own.array());
      cipher.init(Cipher.ENCRYPT_MODE, contentKey, parameters);
      out.write(cipher.doFinal(record, 0, length));
    } catch (GeneralSecurityException e) {
      throw new IOException("a record cannot be sealed", e);
    }
    length = 0;
  }

  private static byte[] derived(byte[] pseudoRandom, String purpose, int count)
      throws GeneralSecurityException {
    byte[] info = (purpose + "\0\1").getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(hmac(pseudoRandom, info), count);
  }

  private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }
}
