package dev.clew.demo.orders;

import java.util.List;

/// An order in the book, with what it costs.
record Order(long id, String customer, List<Line> lines, long amountCents) {
  Order {
    lines = List.copyOf(lines);
  }
}
