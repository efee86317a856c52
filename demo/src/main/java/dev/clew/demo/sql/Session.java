package dev.clew.demo.sql;

import static io.opentelemetry.semconv.DbAttributes.DB_COLLECTION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_NAMESPACE;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_SUMMARY;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;

import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One connection whose statements are CLIENT spans; belongs to the thread that borrowed it.
public final class Session {
  private static final AttributeKey<Long> RETURNED_ROWS =
      AttributeKey.longKey("db.response.returned_rows");

  private final Tracer tracer;
  private final String namespace;
  private final Connection connection;

  Session(Telemetry telemetry, String namespace, Connection connection) {
    this.tracer = telemetry.tracer("sql");
    this.namespace = namespace;
    this.connection = connection;
  }

  public <T> List<T> query(Sql sql, RowReader<T> reader, Object... arguments) throws SQLException {
    return traced(
        sql,
        arguments,
        (statement, span) -> {
          List<T> rows = new ArrayList<>();
          try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
              rows.add(reader.read(results));
            }
          }
          span.setAttribute(RETURNED_ROWS, rows.size());
          return rows;
        });
  }

  /// How many rows it changed.
  public int update(Sql sql, Object... arguments) throws SQLException {
    return traced(sql, arguments, (statement, _) -> statement.executeUpdate());
  }

  /// The key the database gave the new row.
  public long insert(Sql sql, Object... arguments) throws SQLException {
    return traced(
        sql,
        arguments,
        (statement, _) -> {
          statement.executeUpdate();
          try (ResultSet keys = statement.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
          }
        });
  }

  static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private <T> T traced(Sql sql, Object[] arguments, Execution<T> execution) throws SQLException {
    Span span = start(sql);
    try (Scope _ = span.makeCurrent();
        var statement = connection.prepareStatement(sql.text(), Statement.RETURN_GENERATED_KEYS)) {
      bind(statement, arguments);
      return execution.run(statement, span);
    } catch (SQLException e) {
      SpanErrors.record(span, e);
      span.setAttribute(DB_RESPONSE_STATUS_CODE, e.getSQLState());
      throw e;
    } finally {
      span.end();
    }
  }

  private Span start(Sql sql) {
    Span span =
        tracer
            .spanBuilder(sql.summary())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(DB_SYSTEM_NAME, "h2database")
            .setAttribute(DB_NAMESPACE, namespace)
            .setAttribute(DB_OPERATION_NAME, sql.operation())
            .setAttribute(DB_QUERY_SUMMARY, sql.summary())
            .setAttribute(DB_QUERY_TEXT, sql.text())
            .startSpan();
    if (sql.hasOneTable()) {
      span.setAttribute(DB_COLLECTION_NAME, sql.tables());
    }
    return span;
  }

  private interface Execution<T> {
    T run(PreparedStatement statement, Span span) throws SQLException;
  }
}
