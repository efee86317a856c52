package dev.clew.serve.http;

import dev.clew.collect.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Opens bodies in the content coding `aes128gcm` of RFC 8188. The keys are in a file, a line each:
/// the key's name, a space, the key in base64. It is read each time, so that keys come and go
/// without a restart.
public final class SealedBodies {
  static final String CODING = "aes128gcm";

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 16;

  private final Optional<Path> keys;

  public SealedBodies(Optional<Path> keys) {
    this.keys = keys;
  }

  /// Hands on what is in a body. A key that is not there yet may come: the body will be welcome.
  Receipt open(byte[] sealed, Function<byte[], Receipt> next) {
    Optional<byte[]> content;
    try {
      content = opened(ByteBuffer.wrap(sealed));
    } catch (GeneralSecurityException | BufferUnderflowException | IllegalArgumentException _) {
      return new Receipt.Malformed("needs a whole body sealed as RFC 8188 says, got another");
    }
    return content.isPresent()
        ? next.apply(content.get())
        : new Receipt.Refused(
            "needs the body's key in receive.keys-file, found none so named", SOON);
  }

  /// Empty when there is no such key.
  private Optional<byte[]> opened(ByteBuffer body) throws GeneralSecurityException {
    byte[] salt = bytes(body, SALT_BYTES);
    int recordSize = body.getInt();
    String name = new String(bytes(body, body.get() & 0xFF), StandardCharsets.UTF_8);
    Optional<byte[]> key = key(name);
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(opened(body, recordSize, key.get(), salt));
  }

  private static byte[] opened(ByteBuffer body, int recordSize, byte[] key, byte[] salt)
      throws GeneralSecurityException {
    if (recordSize < TAG_BYTES + 2) {
      throw new IllegalArgumentException("needs records of 18 bytes or more, got " + recordSize);
    }
    SecretKey contentKey =
        new SecretKeySpec(derived(key, salt, "Content-Encoding: aes128gcm\0", 16), "AES");
    byte[] nonce = derived(key, salt, "Content-Encoding: nonce\0", 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    ByteArrayOutputStream opened = new ByteArrayOutputStream(body.remaining());
    for (long record = 0; record == 0 || body.hasRemaining(); record++) {
      byte[] sealed = bytes(body, Math.min(recordSize, body.remaining()));
      var parameters = new GCMParameterSpec(TAG_BYTES * 8, nonceOf(nonce, record));
      cipher.init(Cipher.DECRYPT_MODE, contentKey, parameters);
      byte[] padded = cipher.doFinal(sealed);
      opened.write(padded, 0, length(padded, !body.hasRemaining()));
    }
    return opened.toByteArray();
  }

  /// What is before the padding, which begins with 2 in the last record and with 1 in the others.
  private static int length(byte[] padded, boolean isLast) {
    int at = padded.length - 1;
    while (at >= 0 && padded[at] == 0) {
      at--;
    }
    if (at < 0 || padded[at] != (isLast ? 2 : 1)) {
      throw new IllegalArgumentException("needs all records, got only the first of them");
    }
    return at;
  }

  private static byte[] nonceOf(byte[] nonce, long record) {
    ByteBuffer own = ByteBuffer.wrap(nonce.clone());
    own.putLong(4, own.getLong(4) ^ record);
    return own.array();
  }

  private static byte[] derived(byte[] key, byte[] salt, String purpose, int length)
      throws GeneralSecurityException {
    byte[] info = purpose.getBytes(StandardCharsets.US_ASCII);
    var parameters =
        HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(info, length);
    return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
  }

  private Optional<byte[]> key(String name) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(keys.get())) {
      return lines
          .map(line -> line.strip().split("\\s+", -1))
          .filter(words -> words.length == 2 && words[0].equals(name))
          .map(words -> Base64.getDecoder().decode(words[1]))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// At most what is there.
  private static byte[] bytes(ByteBuffer body, int length) {
    if (length > body.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    return bytes;
  }
}
