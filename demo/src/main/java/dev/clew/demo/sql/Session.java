package dev.clew.demo.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One connection and its statements; belongs to the thread that borrowed it.
public record Session(Connection connection) {
  public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments)
      throws SQLException {
    try (var statement = prepare(sql, arguments);
        ResultSet results = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (results.next()) {
        rows.add(reader.read(results));
      }
      return rows;
    }
  }

  /// How many rows it changed.
  public int update(String sql, Object... arguments) throws SQLException {
    try (var statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /// The key the database gave the new row.
  public long insert(String sql, Object... arguments) throws SQLException {
    try (var statement = prepare(sql, arguments)) {
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    var statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
    try {
      bind(statement, arguments);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
