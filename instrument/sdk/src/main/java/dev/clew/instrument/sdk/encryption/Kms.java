package dev.clew.instrument.sdk.encryption;

import java.security.GeneralSecurityException;

/// Encrypts keys with a key that never leaves it. With Tink, for every KMS that Tink knows, it is
/// `key -> aead.encrypt(key, new byte[0])`; found by the service loader.
@FunctionalInterface
public interface Kms {
  byte[] wrap(byte[] key) throws GeneralSecurityException;
}
