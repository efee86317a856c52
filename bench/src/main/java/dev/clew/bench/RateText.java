package dev.clew.bench;

import dev.clew.bench.load.Plan;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `--rate`: spans a second, or `max`.
final class RateText implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    if (text.equals("max")) {
      return Plan.MAX_RATE;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException("needs spans a second or 'max', got '" + text + "'");
    }
  }
}
