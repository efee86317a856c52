package dev.clew.wire.zipkin;

import java.util.Locale;

/// One side of a call, as far as it is known.
///
/// @param serviceName empty where it is not known
/// @param ipv4 empty where it is not known, as is `ipv6`
/// @param port 0 where it is not known
public record Endpoint(String serviceName, String ipv4, String ipv6, int port) {
  public static final Endpoint UNKNOWN = new Endpoint("", "", "", 0);

  Endpoint withoutServiceName() {
    return new Endpoint("", ipv4, ipv6, port);
  }

  /// With this name in lower case, as Zipkin has it.
  Endpoint withServiceName(String name) {
    return new Endpoint(name.toLowerCase(Locale.ROOT), ipv4, ipv6, port);
  }

  /// With this address, in the place of its family; unchanged where the text is no address.
  Endpoint withAddress(String text) {
    return switch (IpAddress.parse(text)) {
      case IpAddress.V4(String address) -> new Endpoint(serviceName, address, ipv6, port);
      case IpAddress.V6(String address) -> new Endpoint(serviceName, ipv4, address, port);
      case IpAddress.None _ -> this;
    };
  }

  /// With an address of 4 or 16 bytes; unchanged where it is none.
  Endpoint withAddress(byte[] bytes) {
    return switch (IpAddress.of(bytes)) {
      case IpAddress.V4(String address) -> new Endpoint(serviceName, address, ipv6, port);
      case IpAddress.V6(String address) -> new Endpoint(serviceName, ipv4, address, port);
      case IpAddress.None _ -> this;
    };
  }

  /// True when no field of the two is known to differ.
  public boolean fits(Endpoint other) {
    return fits(serviceName, other.serviceName)
        && fits(ipv4, other.ipv4)
        && fits(ipv6, other.ipv6)
        && (port == 0 || other.port == 0 || port == other.port);
  }

  private static boolean fits(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /// With what only the other knows.
  public Endpoint completedBy(Endpoint other) {
    return new Endpoint(
        serviceName.isEmpty() ? other.serviceName : serviceName,
        ipv4.isEmpty() ? other.ipv4 : ipv4,
        ipv6.isEmpty() ? other.ipv6 : ipv6,
        port == 0 ? other.port : port);
  }

  Endpoint withPort(int port) {
    return new Endpoint(serviceName, ipv4, ipv6, port);
  }

  /// True when a text is an address, and so no name of a service.
  public static boolean isAddress(String text) {
    return !(IpAddress.parse(text) instanceof IpAddress.None);
  }

  public boolean isUnknown() {
    return equals(UNKNOWN);
  }
}
