package dev.clew.bench;

import dev.clew.wire.Encoding;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `--encoding`.
final class EncodingText implements ITypeConverter<Encoding> {
  @Override
  public Encoding convert(String text) {
    return switch (text) {
      case "none" -> Encoding.IDENTITY;
      case "gzip" -> Encoding.GZIP;
      case "zstd" -> Encoding.ZSTD;
      default -> throw new TypeConversionException("needs none, gzip or zstd, got '" + text + "'");
    };
  }
}
