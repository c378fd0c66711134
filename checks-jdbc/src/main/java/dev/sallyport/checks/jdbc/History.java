package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The migrations that a database says were applied.
 *
 * @param tables the tables asked for, by the name that the tool has for them
 * @param columns those of the columns asked for that are there, as {@code table.column}
 * @param product the name of the database product
 */
record History(Map<String, Table> tables, Set<String> columns, String product) {

  Table table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  /**
   * Asks for it.
   *
   * @param tables the tables to read
   * @param columns columns to look for, as {@code table.column}
   * @param schema where to look, if not on the search path
   */
  record Ask(List<String> tables, List<String> columns, Optional<String> schema)
      implements Question<History> {
    @Override
    public String asked() {
      return "all of " + String.join(", ", tables) + schema.map(s -> " in schema " + s).orElse("");
    }

    @Override
    public Class<History> seen() {
      return History.class;
    }

    @Override
    public boolean postgresOnly() {
      return false;
    }

    @Override
    public History ask(Sql sql) throws SQLException {
      Catalog catalog = Catalog.of(sql, schema);
      Map<String, Table> found = new LinkedHashMap<>();
      for (String table : tables) {
        found.put(table, catalog.read(table));
      }
      Set<String> present = new TreeSet<>();
      for (String column : columns) {
        if (catalog.hasColumn(column)) {
          present.add(column);
        }
      }
      return new History(found, present, sql.meta().getDatabaseProductName());
    }
  }
}
