package dev.clew.collect;

import java.util.Locale;

/// A kind of secret that is looked for in whatever a client sends; docs/redaction.md tells what
/// each takes for one.
public enum RedactionRule {
  /// The value of an attribute whose key names a secret, such as `db.password`.
  SECRET_NAME,
  /// What stands behind such a name in a text, such as `?access_token=…`.
  ASSIGNMENT,
  /// The password in `scheme://user:password@host`.
  URL_PASSWORD,
  /// The credentials behind `Bearer` or `Basic`.
  AUTHORIZATION,
  /// A signed token of JSON, `eyJ….eyJ….…`.
  JWT,
  /// A key or token of a known provider, told by how it starts.
  ACCESS_KEY,
  /// A private key in PEM.
  PRIVATE_KEY,
  /// A number of a payment card with a right check digit.
  CARD,
  /// A social security number of the United States.
  SOCIAL_SECURITY,
  EMAIL,
  /// A literal in a statement to a database.
  STATEMENT,
  /// The command line of a process.
  COMMAND_LINE;

  /// As settings and metrics call it.
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
