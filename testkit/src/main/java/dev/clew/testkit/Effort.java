package dev.clew.testkit;

import org.jspecify.annotations.Nullable;

/// How much a test tries: enough for every build, or all of it where the system property
/// `clew.test.long` is set, as `./clew test --long` does.
public final class Effort {
  private static final boolean IS_LONG = isLong(System.getProperty("clew.test.long"));

  private Effort() {}

  /// How much to try.
  ///
  /// @param everyBuild what finds a broken guard within seconds
  /// @param longRun what is tried before a release
  public static int of(int everyBuild, int longRun) {
    return IS_LONG ? longRun : everyBuild;
  }

  /// The property stands there empty when Maven handed on nothing.
  static boolean isLong(@Nullable String property) {
    return property != null && !property.isEmpty() && !property.equals("false");
  }
}
