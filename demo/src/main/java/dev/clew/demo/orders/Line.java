package dev.clew.demo.orders;

import dev.clew.demo.http.BadRequestException;
import java.util.ArrayList;
import java.util.List;

/// How many of a product an order asks for; written `SKU-1:2`, and several with commas.
record Line(String sku, long quantity) {
  private static final int MOST_LINES = 10;

  Line {
    if (quantity < 1 || quantity > 20) {
      throw new BadRequestException("a line needs a quantity of 1 to 20, got " + quantity);
    }
  }

  static List<Line> parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.split(",", MOST_LINES + 1)) {
      int colon = line.indexOf(':');
      if (colon < 1 || lines.size() == MOST_LINES) {
        throw new BadRequestException("needs at most 10 lines as sku:quantity, got " + text);
      }
      lines.add(new Line(line.substring(0, colon), quantity(line.substring(colon + 1))));
    }
    return lines;
  }

  private static long quantity(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new BadRequestException("a quantity needs digits, got " + text);
    }
  }
}
