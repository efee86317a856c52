package dev.clew.demo.sql;

import java.util.List;

/// A statement and its summary such as `SELECT stock`, which names its span.
public record Sql(String operation, String table, String text) {
  /// The text starts with the operation.
  public static Sql on(String table, String text) {
    return new Sql(List.of(text.split(" ", 2)).getFirst(), table, text);
  }

  String summary() {
    return operation + " " + table;
  }
}
