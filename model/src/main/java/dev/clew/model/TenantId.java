package dev.clew.model;

import java.util.regex.Pattern;

/// Whose spans these are: a name that is safe as a folder.
public record TenantId(String name) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9!_.*'()-]{1,150}");

  /// The tenant of a Clew that knows no others.
  public static final TenantId DEFAULT = new TenantId("default");

  public TenantId {
    if (!SAFE.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "tenant needs 1 to 150 of A-Z a-z 0-9 ! _ . * ' ( ) - and must not be . or .., got "
              + name.length()
              + " characters");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
