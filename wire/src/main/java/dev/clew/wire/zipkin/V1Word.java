package dev.clew.wire.zipkin;

import org.jspecify.annotations.Nullable;

/// The words of two letters that mean something in Zipkin's first version.
enum V1Word {
  // Client and server sent and received; producer, consumer and the wire between them.
  CS,
  CR,
  SR,
  SS,
  MS,
  MR,
  WS,
  WR,
  // The address of a client, a server, a broker.
  CA,
  SA,
  MA,
  /// What works within itself.
  LC;

  /// The word that a text is, if it is one.
  static @Nullable V1Word of(Texts texts, long text) {
    return switch (texts.pair(text)) {
      case 'c' << Byte.SIZE | 's' -> CS;
      case 'c' << Byte.SIZE | 'r' -> CR;
      case 's' << Byte.SIZE | 'r' -> SR;
      case 's' << Byte.SIZE | 's' -> SS;
      case 'm' << Byte.SIZE | 's' -> MS;
      case 'm' << Byte.SIZE | 'r' -> MR;
      case 'w' << Byte.SIZE | 's' -> WS;
      case 'w' << Byte.SIZE | 'r' -> WR;
      case 'c' << Byte.SIZE | 'a' -> CA;
      case 's' << Byte.SIZE | 'a' -> SA;
      case 'm' << Byte.SIZE | 'a' -> MA;
      case 'l' << Byte.SIZE | 'c' -> LC;
      default -> null;
    };
  }

  /// True of what is noted at a moment.
  boolean isMoment() {
    return compareTo(WR) <= 0;
  }

  boolean isAddress() {
    return compareTo(CA) >= 0 && compareTo(MA) <= 0;
  }
}
