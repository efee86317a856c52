package dev.clew.demo.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Makes a value from the row a result stands on.
@FunctionalInterface
public interface RowReader<T> {
  T read(ResultSet row) throws SQLException;
}
