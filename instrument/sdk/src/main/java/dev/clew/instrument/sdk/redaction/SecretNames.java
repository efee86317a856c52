package dev.clew.instrument.sdk.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a name says that its value is a secret, such as `db.password`, `apiKey` or `Set-Cookie`.
///
/// The name is read as words; the secret word must come last, so that `password.min_length` is
/// none.
final class SecretNames {
  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwords",
          "passwd",
          "pwd",
          "passphrase",
          "passcode",
          "secret",
          "secrets",
          "token",
          "authorization",
          "cookie",
          "cookies",
          "credential",
          "credentials",
          "apikey",
          "apitoken",
          "authtoken",
          "accesstoken",
          "refreshtoken",
          "privatekey",
          "secretkey",
          "accesskey",
          "sessionid",
          "jsessionid",
          "phpsessid",
          "ssn",
          "cvv",
          "cvc",
          "cardnumber",
          "session",
          "signature",
          "sig",
          "jwt");

  /// Secret only together: a `key` alone is often the key of a map.
  private static final Set<String> PAIRS =
      Set.of(
          "api key",
          "private key",
          "secret key",
          "access key",
          "encryption key",
          "signing key",
          "account key",
          "shared key",
          "master key",
          "session id",
          "card number",
          "card no",
          "security code",
          "social security",
          "client secret");

  /// Words after the secret one that do not change what the value is.
  private static final Set<String> TAILS =
      Set.of("value", "hash", "text", "plain", "raw", "old", "new", "header", "string", "base64");

  /// What is such only in the query of a URL.
  private static final Set<String> IN_QUERIES = Set.of("auth", "otp", "pin");

  /// Tokens of these kinds are places in a list or parts of a text.
  private static final Set<String> HARMLESS_TOKENS =
      Set.of(
          "page",
          "next",
          "previous",
          "prev",
          "continuation",
          "cancellation",
          "cancel",
          "stop",
          "start",
          "end",
          "sync",
          "eos",
          "bos",
          "pad",
          "unexpected",
          "first",
          "last",
          "resume",
          "cursor");

  private final Set<String> added;

  SecretNames(Iterable<String> added) {
    List<String> names = new ArrayList<>();
    added.forEach(name -> names.add(String.join(" ", words(name))));
    this.added = Set.copyOf(names);
  }

  /// The same for a name with a value behind it in a text.
  boolean isSecretInText(String name, boolean isQuery) {
    List<String> words = words(name);
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    return isSecret(name) || last.equals("pass") || (isQuery && IN_QUERIES.contains(last));
  }

  boolean isSecret(String name) {
    List<String> words = words(name);
    if (added.contains(String.join(" ", words))) {
      return true;
    }
    int last = words.size() - 1;
    while (last > 0 && TAILS.contains(words.get(last)) && !isSecret(words, last)) {
      last--;
    }
    return last >= 0 && isSecret(words, last);
  }

  private boolean isSecret(List<String> words, int last) {
    String word = words.get(last);
    if (word.equals("token") && last > 0 && HARMLESS_TOKENS.contains(words.get(last - 1))) {
      return false;
    }
    if (WORDS.contains(word) || word.endsWith("password") || added.contains(word)) {
      return true;
    }
    return last > 0 && PAIRS.contains(words.get(last - 1) + " " + word);
  }

  /// `x-apiKey_value` is x, api, key, value.
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean isEnd = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
      if (isEnd || isHump(name, i)) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = isEnd ? i + 1 : i;
      }
    }
    return words;
  }

  private static boolean isHump(String name, int i) {
    return i > 0
        && Character.isUpperCase(name.charAt(i))
        && Character.isLowerCase(name.charAt(i - 1));
  }
}
