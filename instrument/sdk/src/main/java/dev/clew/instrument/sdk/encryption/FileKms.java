package dev.clew.instrument.sdk.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/// Stands in for a KMS where there is none: its key, 32 bytes in base64, lies in a file.
public final class FileKms implements Kms {
  private final Path file;
  private final SecureRandom random;

  public FileKms(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  @Override
  public byte[] wrap(byte[] key) throws GeneralSecurityException {
    try {
      byte[] own = Base64.getDecoder().decode(Files.readString(file).strip());
      return new AesGcm(own, random).encrypt(key, new byte[0]);
    } catch (IOException | IllegalArgumentException e) {
      throw new GeneralSecurityException("needs 32 bytes in base64 in " + file, e);
    }
  }
}
