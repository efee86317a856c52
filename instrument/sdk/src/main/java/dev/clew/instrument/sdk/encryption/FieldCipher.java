package dev.clew.instrument.sdk.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Encrypts values so that only who may use the KMS's key reads them: `clew:v1:` and, in base64,
/// the envelope of Tink's `KmsEnvelopeAead`, with the attribute's name as associated data.
///
/// A data key serves for an hour, and for another one while the KMS does not answer; then values
/// are dropped rather than shown. Guarded by itself.
public final class FieldCipher {
  /// How an encrypted value begins.
  public static final String PREFIX = "clew:v1:";

  private static final Logger LOG = Logger.getLogger(FieldCipher.class.getName());
  private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  /// Tink's message AesGcmKey has the key as its third field.
  private static final byte[] TINKS_KEY = {0x1A, AesGcm.KEY_BYTES};

  /// Nonces are random: with more values than these two might meet.
  private static final long MOST_VALUES = 1L << 30;

  private final Kms kms;
  private final SecureRandom random;
  private final LongSupplier nanoClock;
  private final long rotateNanos;
  private final LongAdder dropped = new LongAdder();
  private @Nullable DataKey key;
  private long triedNanos;

  public FieldCipher(Kms kms, SecureRandom random, LongSupplier nanoClock, Duration rotate) {
    this.kms = kms;
    this.random = random;
    this.nanoClock = nanoClock;
    this.rotateNanos = rotate.toNanos();
    this.triedNanos = nanoClock.getAsLong() - RETRY_NANOS;
  }

  /// How many values were dropped for want of a key.
  public long dropped() {
    return dropped.sum();
  }

  /// Empty when there is no key: then the value must not go out at all.
  public synchronized Optional<String> encrypt(String name, String value) {
    try {
      DataKey current = current();
      if (current != null) {
        return Optional.of(current.envelope(name, value));
      }
    } catch (GeneralSecurityException e) {
      LOG.log(Level.WARNING, "a value could not be encrypted, so it is left out", e);
    }
    dropped.increment();
    return Optional.empty();
  }

  private @Nullable DataKey current() {
    long now = nanoClock.getAsLong();
    boolean isOld = key == null || now - key.madeNanos > rotateNanos || key.values > MOST_VALUES;
    if (isOld && now - triedNanos >= RETRY_NANOS) {
      triedNanos = now;
      renew(now);
    }
    if (key != null && now - key.madeNanos > 2 * rotateNanos) {
      key = null;
    }
    return key;
  }

  private void renew(long now) {
    try {
      byte[] secret = new byte[AesGcm.KEY_BYTES];
      random.nextBytes(secret);
      byte[] message =
          ByteBuffer.allocate(TINKS_KEY.length + secret.length).put(TINKS_KEY).put(secret).array();
      key = new DataKey(new AesGcm(secret, random), kms.wrap(message), now);
    } catch (GeneralSecurityException | RuntimeException e) {
      LOG.log(Level.WARNING, "the KMS gave no new data key", e);
    }
  }

  /// A key and the same key as the KMS gave it back.
  private static final class DataKey {
    final long madeNanos;
    long values;
    private final AesGcm cipher;
    private final byte[] wrapped;

    DataKey(AesGcm cipher, byte[] wrapped, long madeNanos) {
      this.cipher = cipher;
      this.wrapped = wrapped;
      this.madeNanos = madeNanos;
    }

    String envelope(String name, String value) throws GeneralSecurityException {
      values++;
      byte[] sealed =
          cipher.encrypt(
              value.getBytes(StandardCharsets.UTF_8), name.getBytes(StandardCharsets.UTF_8));
      ByteBuffer envelope = ByteBuffer.allocate(4 + wrapped.length + sealed.length);
      envelope.putInt(wrapped.length).put(wrapped).put(sealed);
      return PREFIX + Base64.getEncoder().encodeToString(envelope.array());
    }
  }
}
