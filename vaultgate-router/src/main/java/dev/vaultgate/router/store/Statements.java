package dev.vaultgate.router.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepared statements of one connection, each prepared once. The writer lives on them: a call's
 * hold and settlement are a handful of statements on the request's path, and preparing them anew
 * would cost more than running them. For one thread.
 */
final class Statements implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement with these parameters; the count of changed rows. */
  int run(String sql, @Nullable Object... parameters) throws SQLException {
    return bound(sql, parameters).executeUpdate();
  }

  /** The first column of the first row, or null when there is no row or it is null. */
  @Nullable Long number(String sql, @Nullable Object... parameters) throws SQLException {
    return first(sql, rows -> rows.getObject(1) == null ? null : rows.getLong(1), parameters);
  }

  /** What is made of the first row, or null when there is none. */
  <T extends @Nullable Object> @Nullable T first(
      String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      return rows.next() ? row.read(rows) : null;
    }
  }

  /** What is made of each row. */
  <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    }
    return all;
  }

  /** What is made of a row. */
  @FunctionalInterface
  interface Row<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (value instanceof String text) {
        statement.setString(i + 1, text);
      } else if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  /** Lets all statements go: after some errors the driver has closed them. */
  void forget() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        LOG.debug("a statement could not be closed", e);
      }
    }
    prepared.clear();
  }

  @Override
  public void close() throws SQLException {
    forget();
    connection.close();
  }
}
