package dev.clew.collect.redact;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Knows names that name secrets: the last words decide, however they are joined, so that
/// `db.password`, `DB_PASSWORD` and `dbPassword` are alike, and `password.length` is none.
final class SecretNames {
  /// Longer names are looked at from behind.
  private static final int MOST_BYTES = 64;

  private static final Set<String> LAST_WORDS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "passcode",
          "passwordhash",
          "secret",
          "secrets",
          "token",
          "authorization",
          "cookie",
          "cookies",
          "credential",
          "credentials",
          "jwt",
          "ssn",
          "cvv",
          "cvv2",
          "cvc",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "sessionid",
          "jsessionid",
          "phpsessid",
          "sessid",
          "authtoken",
          "accesstoken",
          "refreshtoken",
          "idtoken",
          "clientsecret",
          "userpassword",
          "dbpassword",
          "pgpassword",
          "creditcard",
          "cardnumber");

  /// Two words, or three, joined.
  private static final Set<String> LAST_PAIRS =
      Set.of(
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "encryptionkey",
          "signingkey",
          "masterkey",
          "accountkey",
          "sharedkey",
          "sessionid",
          "sessionkey",
          "authkey",
          "storagekey",
          "hmackey",
          "aeskey",
          "deploykey",
          "servicekey",
          "subscriptionkey",
          "functionkey",
          "passwordhash",
          "creditcard",
          "cardnumber",
          "cardno",
          "socialsecurity",
          "dbpass",
          "userpass",
          "rootpass",
          "securitynumber",
          "bankaccount",
          "securitycode");

  /// Names that are such only as a whole.
  private static final Set<String> WHOLE = Set.of("session", "card", "auth");

  /// What is such only in the query of a URL.
  private static final Set<String> IN_QUERIES =
      Set.of("sig", "signature", "auth", "pass", "otp", "pin", "awsaccesskeyid", "xamzcredential");

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
          "max",
          "min",
          "num",
          "total",
          "input",
          "output",
          "prompt",
          "completion",
          "unexpected",
          "per",
          "first",
          "last",
          "resume",
          "cursor");

  /// OpenTelemetry's own names of sessions, which it says are no secrets.
  private static final Set<String> HARMLESS = Set.of("session.id", "session.previous_id");

  private SecretNames() {}

  /// True for the key of an attribute.
  static boolean isSecret(Text name) {
    return !isHarmless(name) && isSecret(new Words(name));
  }

  /// True for a name with a value behind it in a text.
  ///
  /// @param isQuery where the name is that of a parameter in a URL
  static boolean isSecretInText(Text name, boolean isQuery) {
    var words = new Words(name);
    return isSecret(words)
        || words.last.equals("pass")
        || (isQuery && (IN_QUERIES.contains(words.last) || IN_QUERIES.contains(words.whole)));
  }

  /// True for the headers whose value takes the rest of the line.
  static boolean isHeader(Text name) {
    String last = new Words(name).last;
    return last.equals("cookie") || last.equals("authorization");
  }

  private static boolean isSecret(Words words) {
    if (words.last.equals("token") && HARMLESS_TOKENS.contains(words.second)) {
      return false;
    }
    return LAST_WORDS.contains(words.last)
        || LAST_PAIRS.contains(words.second + words.last)
        || WHOLE.contains(words.whole);
  }

  /// Paths, such as `/etc/passwd`, name files.
  private static boolean isHarmless(Text name) {
    for (int at = name.from(); at < name.to(); at++) {
      if (name.at(at) == '/') {
        return true;
      }
    }
    return HARMLESS.contains(
        new String(name.bytes(), name.from(), name.to() - name.from(), StandardCharsets.UTF_8));
  }

  /// The last two words of a name, in lower case, and all of them joined.
  private static final class Words {
    private final Text name;
    final String last;
    final String second;
    final String whole;

    Words(Text name) {
      int from = Math.max(name.from(), name.to() - MOST_BYTES);
      this.name = new Text(name.bytes(), from, name.to());
      int end = skipJoints(name.to());
      int start = wordStart(end);
      last = lower(start, end);
      int secondEnd = skipJoints(start);
      int secondStart = wordStart(secondEnd);
      second = lower(secondStart, secondEnd);
      whole = letters();
    }

    private int skipJoints(int end) {
      int at = end;
      while (at > name.from() && !Text.isAlphanumeric(name.at(at - 1))) {
        at--;
      }
      return at;
    }

    /// Where the word that ends there starts: behind a joint, or where `camelCase` has its hump.
    private int wordStart(int end) {
      int at = end;
      while (at > name.from() && Text.isAlphanumeric(name.at(at - 1))) {
        at--;
        boolean startsHump =
            Text.isUpper(name.at(at))
                && (Text.isLower(name.at(at - 1))
                    || (Text.isUpper(name.at(at - 1))
                        && at + 1 < end
                        && Text.isLower(name.at(at + 1))));
        if (startsHump) {
          return at;
        }
      }
      return at;
    }

    private String letters() {
      var letters = new StringBuilder();
      for (int at = name.from(); at < name.to(); at++) {
        if (Text.isAlphanumeric(name.at(at))) {
          letters.append((char) Text.lower(name.at(at)));
        }
      }
      return letters.toString();
    }

    private String lower(int from, int to) {
      var word = new StringBuilder(to - from);
      for (int at = from; at < to; at++) {
        word.append((char) Text.lower(name.at(at)));
      }
      return word.toString();
    }
  }
}
