package dev.clew.wire.zipkin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// The text of an address, of whichever family; never looked up.
sealed interface IpAddress {
  record V4(String text) implements IpAddress {}

  record V6(String text) implements IpAddress {}

  record None() implements IpAddress {}

  /// The longest text of an address of version 6.
  int MAX_LENGTH = 45;

  /// Of two bytes each, in an address of version 6.
  int GROUPS = 8;

  Pattern DOTTED =
      Pattern.compile("(BYTE\\.){3}BYTE".replace("BYTE", "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)"));

  /// The address that a text is, if it is one.
  static IpAddress parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new None();
    }
    if (DOTTED.matcher(text).matches()) {
      return new V4(text);
    }
    if (text.indexOf(':') < 0 || text.indexOf('%') >= 0) {
      return new None();
    }
    try {
      return of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return new None();
    }
  }

  /// The address of 4 or 16 bytes; of version 4 also where it is embedded in one of version 6.
  static IpAddress of(byte[] bytes) {
    try {
      // Of an address that is mapped into version 6 the JDK makes one of version 4.
      InetAddress address = InetAddress.getByAddress(bytes);
      return address instanceof Inet6Address
          ? new V6(shortened(address.getAddress()))
          : new V4(address.getHostAddress());
    } catch (UnknownHostException _) {
      return new None();
    }
  }

  /// As RFC 5952 has it: the first longest run of two zero groups or more is left out.
  private static String shortened(byte[] bytes) {
    int gap = longestZeroes(bytes);
    int gapEnd = gap < 0 ? gap : endOfZeroes(bytes, gap);
    var text = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      if (group >= gap && group < gapEnd) {
        text.append(group == gap ? "::" : "");
      } else {
        text.append(group == 0 || group == gapEnd ? "" : ":");
        text.append(Integer.toHexString(group(bytes, group)));
      }
    }
    return text.toString();
  }

  private static int longestZeroes(byte[] bytes) {
    int longest = -1;
    int most = 1;
    for (int group = 0; group < GROUPS; group++) {
      int length = endOfZeroes(bytes, group) - group;
      if (length > most) {
        most = length;
        longest = group;
      }
    }
    return longest;
  }

  private static int endOfZeroes(byte[] bytes, int from) {
    int end = from;
    while (end < GROUPS && group(bytes, end) == 0) {
      end++;
    }
    return end;
  }

  private static int group(byte[] bytes, int group) {
    return (bytes[2 * group] & 0xff) << 8 | (bytes[2 * group + 1] & 0xff);
  }
}
