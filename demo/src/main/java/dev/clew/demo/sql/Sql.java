package dev.clew.demo.sql;

import java.util.List;

/// A statement and its summary such as `SELECT stock`, which names its span.
public record Sql(String operation, String tables, String text) {
  /// The text starts with the operation; the tables are written with spaces between them.
  public static Sql on(String tables, String text) {
    return new Sql(List.of(text.split(" ", 2)).getFirst(), tables, text);
  }

  String summary() {
    return operation + " " + tables;
  }

  boolean hasOneTable() {
    return tables.indexOf(' ') < 0;
  }
}
