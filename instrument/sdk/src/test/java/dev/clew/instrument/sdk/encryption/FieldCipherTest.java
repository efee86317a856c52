package dev.clew.instrument.sdk.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the cipher makes, opened by Tink itself.
class FieldCipherTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong();
  private int wraps;
  private boolean isAway;

  @SuppressWarnings("NullAway.Init") // made before every test
  private Aead master;

  private final FieldCipher cipher =
      new FieldCipher(this::wrap, new SecureRandom(), nanos::get, HOUR);

  @BeforeAll
  static void register() throws GeneralSecurityException {
    AeadConfig.register();
  }

  @BeforeEach
  void makeMasterKey() throws GeneralSecurityException {
    master =
        KeysetHandle.newBuilder()
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary())
            .build()
            .getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  @Test
  void value_encrypted_isOpenedByTinkUnderItsNameOnly() throws GeneralSecurityException {
    String hidden = cipher.encrypt("user.email", "ada@example.org").orElseThrow();

    assertThat(hidden).startsWith("clew:v1:").doesNotContain("ada");
    assertThat(opened("user.email", hidden)).isEqualTo("ada@example.org");
    assertThatThrownBy(() -> opened("user.name", hidden))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void sameValue_encryptedOften_neverLooksTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(cipher.encrypt("a", "b").orElseThrow());
    }

    assertThat(seen).hasSize(1_000);
    assertThat(wraps).isEqualTo(1);
  }

  @Test
  void dataKey_afterItsHour_isAnother_andOldValuesStayReadable() throws GeneralSecurityException {
    String before = cipher.encrypt("a", "old").orElseThrow();

    pass(HOUR.plusSeconds(1));
    String after = cipher.encrypt("a", "new").orElseThrow();

    assertThat(wraps).isEqualTo(2);
    assertThat(opened("a", before)).isEqualTo("old");
    assertThat(opened("a", after)).isEqualTo("new");
  }

  @Test
  void kms_awayForAnHour_isNotMissed_thenValuesAreDroppedAndCounted()
      throws GeneralSecurityException {
    String first = cipher.encrypt("a", "b").orElseThrow();
    isAway = true;

    pass(HOUR.plusMinutes(59));
    assertThat(opened("a", cipher.encrypt("a", "b").orElseThrow())).isEqualTo("b");
    pass(Duration.ofMinutes(2));
    assertThat(cipher.encrypt("a", "b")).isEmpty();
    isAway = false;
    pass(Duration.ofSeconds(11));
    assertThat(cipher.encrypt("a", "b")).isPresent();

    assertThat(cipher.dropped()).isEqualTo(1);
    assertThat(opened("a", first)).isEqualTo("b");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private byte[] wrap(byte[] key) throws GeneralSecurityException {
    if (isAway) {
      throw new GeneralSecurityException("away");
    }
    wraps++;
    return master.encrypt(key, new byte[0]);
  }

  private String opened(String name, String hidden) throws GeneralSecurityException {
    byte[] envelope = Base64.getDecoder().decode(hidden.substring(FieldCipher.PREFIX.length()));
    Aead tink = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, master);
    return new String(tink.decrypt(envelope, name.getBytes(UTF_8)), UTF_8);
  }
}
