package dev.clew.demo.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;

/// An SQL database in memory that belongs to one service; gone when closed.
public final class Database implements AutoCloseable {
  private final JdbcConnectionPool pool;

  /// Creates the database with its schema.
  public Database(String name, String schema) throws SQLException {
    this.pool =
        JdbcConnectionPool.create("jdbc:h2:mem:" + name + "-" + UUID.randomUUID(), "shop", "");
    pool.setMaxConnections(32);
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(schema);
    }
  }

  public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments)
      throws SQLException {
    return with(session -> session.query(sql, reader, arguments));
  }

  public int update(String sql, Object... arguments) throws SQLException {
    return with(session -> session.update(sql, arguments));
  }

  public <T> T inTransaction(Work<T> work) throws SQLException {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(new Session(connection));
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /// Runs many statements at once, to fill tables before the shop opens.
  public void fill(String sql, List<Object[]> rows) throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        Session.bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void close() {
    pool.dispose();
  }

  private <T> T with(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return work.run(new Session(connection));
    }
  }

  /// Work on one connection.
  @FunctionalInterface
  public interface Work<T> {
    T run(Session session) throws SQLException;
  }
}
