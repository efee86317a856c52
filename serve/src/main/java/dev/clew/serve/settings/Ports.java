package dev.clew.serve.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/// The numbers of the ports to open, each moved by the offset; 0 takes a free one.
public record Ports(Map<Port, Integer> numbers) {
  private static final String OFF = "off";
  private static final int IS_OFF = -1;
  private static final int LAST = 65_535;

  public Ports {
    numbers = Map.copyOf(numbers);
  }

  /// The number of a port, unless it is off.
  public OptionalInt number(Port port) {
    Integer number = numbers.get(port);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static Ports read(SettingsReader reader) {
    int offset = reader.take("ports.offset", Values.number(0, 40_000), "0");
    Map<Port, Integer> numbers = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      int number = reader.take(port.key(), parser(port), Integer.toString(port.usual()));
      int moved = number > 0 ? number + offset : number;
      reader.mustHold(
          moved <= LAST, port.key(), "needs at most 65535 with the offset, got " + moved);
      if (moved != IS_OFF) {
        numbers.put(port, moved);
      }
    }
    List<Integer> taken = numbers.values().stream().filter(number -> number != 0).toList();
    reader.mustHold(
        taken.stream().distinct().count() == taken.size(),
        "ports",
        "need a number of its own each, got " + taken);
    return new Ports(numbers);
  }

  private static Function<String, Integer> parser(Port port) {
    Function<String, Integer> number = Values.number(0, LAST);
    return port.canBeOff() ? text -> text.equals(OFF) ? IS_OFF : number.apply(text) : number;
  }
}
