package dev.sallyport.checks.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds tables by their name in any letter case, as a tool would: on the search path, or in one
 * schema.
 */
final class Catalog {
  private final Sql sql;
  private final List<String> path;

  private Catalog(Sql sql, List<String> path) {
    this.sql = sql;
    this.path = path;
  }

  static Catalog of(Sql sql, Optional<String> schema) throws SQLException {
    return new Catalog(sql, schema.isPresent() ? List.of(schema.get()) : searchPath(sql));
  }

  private static List<String> searchPath(Sql sql) throws SQLException {
    if (sql.postgres()) {
      return sql.rows("select unnest(current_schemas(false))::text as schema").stream()
          .map(row -> row.text("schema"))
          .toList();
    }
    String schema = sql.connection().getSchema();
    String catalog = sql.connection().getCatalog();
    return Stream.of(schema == null ? catalog : schema).filter(Objects::nonNull).toList();
  }

  Table read(String name) throws SQLException {
    Map<String, Row> found = find(name);
    Optional<String> schema = onPath(found.keySet());
    List<String> elsewhere =
        found.keySet().stream().filter(s -> !s.equals(schema.orElse(""))).toList();
    Row table = found.get(schema.orElse(""));
    List<Row> rows = table == null ? List.of() : all(table);
    return new Table(name, path, schema, elsewhere, rows);
  }

  boolean hasColumn(String tableAndColumn) throws SQLException {
    int dot = tableAndColumn.indexOf('.');
    Map<String, Row> found = find(tableAndColumn.substring(0, dot));
    Row table = found.get(onPath(found.keySet()).orElse(""));
    if (table == null) {
      return false;
    }
    String column = tableAndColumn.substring(dot + 1);
    try (ResultSet columns =
        sql.meta()
            .getColumns(
                blank(table, "table_cat"),
                blank(table, "table_schem"),
                escaped(table.text("table_name")),
                "%")) {
      return Sql.rows(columns).stream()
          .anyMatch(row -> row.text("column_name").equalsIgnoreCase(column));
    }
  }

  private Optional<String> onPath(Set<String> schemas) {
    return path.stream()
        .flatMap(wanted -> schemas.stream().filter(wanted::equalsIgnoreCase))
        .findFirst();
  }

  /** Returns the tables of that name in any letter case, by schema. */
  private Map<String, Row> find(String name) throws SQLException {
    Map<String, Row> found = new TreeMap<>();
    Set<String> spellings =
        new TreeSet<>(List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)));
    for (String spelling : spellings) {
      try (ResultSet tables = sql.meta().getTables(null, null, escaped(spelling), null)) {
        for (Row row : Sql.rows(tables)) {
          if (row.text("table_name").equalsIgnoreCase(name)
              && row.text("table_type").contains("TABLE")) {
            found.put(schema(row), row);
          }
        }
      }
    }
    return found;
  }

  private static String schema(Row table) {
    return table.has("table_schem") ? table.text("table_schem") : table.text("table_cat");
  }

  private List<Row> all(Row table) throws SQLException {
    String quote = sql.meta().getIdentifierQuoteString();
    return sql.rows(
        "select * from "
            + quoted(schema(table), quote)
            + "."
            + quoted(table.text("table_name"), quote));
  }

  private static String quoted(String name, String quote) {
    String mark = quote.strip();
    return mark.isEmpty() ? name : mark + name.replace(mark, mark + mark) + mark;
  }

  private String escaped(String name) throws SQLException {
    String escape = sql.meta().getSearchStringEscape();
    return name.replace("_", escape + "_").replace("%", escape + "%");
  }

  private static @Nullable String blank(Row row, String column) {
    return row.has(column) ? row.text(column) : null;
  }
}
