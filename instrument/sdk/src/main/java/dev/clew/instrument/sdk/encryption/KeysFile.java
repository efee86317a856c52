package dev.clew.instrument.sdk.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// The keys that bodies are sealed with: a line each, the key's name, a space, the key in base64.
/// The first is used; it is read each time, so that another can take its place without a restart.
public final class KeysFile {
  private static final int LEAST_BYTES = 16;
  private static final int LONGEST_NAME = 255;

  private final Path path;

  public KeysFile(Path path) {
    this.path = path;
  }

  Key first() throws IOException {
    Optional<String> line =
        Files.readAllLines(path).stream().map(String::strip).filter(l -> !l.isEmpty()).findFirst();
    String[] words = line.orElse("").split("\\s+", -1);
    if (words.length != 2 || words[0].length() > LONGEST_NAME) {
      throw new IOException("needs a name and a key in base64 in the first line of " + path);
    }
    byte[] secret = Base64.getDecoder().decode(words[1]);
    if (secret.length < LEAST_BYTES) {
      throw new IOException("needs a key of 16 bytes or more in the first line of " + path);
    }
    return new Key(words[0], secret);
  }

  /// A named secret.
  static final class Key {
    final String name;
    final byte[] secret;

    Key(String name, byte[] secret) {
      this.name = name;
      this.secret = secret;
    }
  }
}
