package dev.sallyport.checks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How texts are read: positions, statements, Python, versions. */
class ReadingTest {
  @Test
  void positions_in_the_log() {
    Lsn lsn = Lsn.parse("16/B374D848").orElseThrow();
    assertThat(lsn).hasToString("16/B374D848");
    assertThat(lsn.ahead(Lsn.parse("16/B374D000").orElseThrow())).isEqualTo(0x848);
    assertThat(Lsn.parse("FFFFFFFF/0").orElseThrow()).isGreaterThan(lsn);
    assertThat(Lsn.parse("")).isEmpty();
  }

  @Test
  void literals_in_statements_are_masked() {
    assertThat(Statement.masked("alter role me\n password 'hu''sh' valid until $$never$$"))
        .isEqualTo("alter role me password ? valid until ?");
    assertThat(Statement.masked("select * from t1 where id = 42 and name = 'cut of"))
        .isEqualTo("select * from t1 where id = ? and name = ?");
  }

  @Test
  void literals_in_python() {
    Python python =
        Python.module(
            "\"\"\"revision = 'no'\"\"\"\n"
                + "# revision = 'no'\n"
                + "revision: str = \"a#1\"  # yes\n"
                + "down_revision = (\n  'b2',\n  'c3',\n)\n"
                + "depends_on = None\n"
                + "other = make()\n"
                + "def upgrade():\n    revision = 'inner'\n");
    assertThat(python.strings("revision")).contains(List.of("a#1"));
    assertThat(python.strings("down_revision")).contains(List.of("b2", "c3"));
    assertThat(python.strings("depends_on")).contains(List.of());
    assertThat(python.strings("branch_labels")).isEmpty();
    assertThatThrownBy(() -> python.strings("other")).hasMessage("other is no literal, but make()");
  }

  @Test
  void pairs_in_python() {
    Python python =
        Python.classes(
            "class Migration(migrations.Migration):\n    dependencies = [\n"
                + "        (\"a\", \"0001_x\"),  # one\n"
                + "        migrations.swappable_dependency(settings.AUTH_USER_MODEL),\n"
                + "        ('b', '0002_y',),\n    ]\n");
    assertThat(python.pairs("dependencies"))
        .containsExactly(List.of("a", "0001_x"), List.of("b", "0002_y"));
  }

  @Test
  void versions_of_flyway() {
    FlywayVersion two = FlywayVersion.parse("2").orElseThrow();
    assertThat(FlywayVersion.parse("2_0")).contains(two);
    assertThat(FlywayVersion.parse("2.0.0")).contains(two);
    assertThat(FlywayVersion.parse("10").orElseThrow()).isGreaterThan(two);
    assertThat(FlywayVersion.parse("2.0.1").orElseThrow()).isGreaterThan(two);
    assertThat(FlywayVersion.parse("v2")).isEmpty();
    assertThat(two.hashCode()).isEqualTo(FlywayVersion.parse("2.0").orElseThrow().hashCode());
  }

  @Test
  void change_sets_are_for_databases_and_contexts() {
    assertThat(set("dbms", "h2, postgresql").isFor("PostgreSQL")).isTrue();
    assertThat(set("dbms", "!postgresql").isFor("PostgreSQL")).isFalse();
    assertThat(set("dbms", "!h2").isFor("PostgreSQL")).isTrue();
    assertThat(set("dbms", "none").isFor("PostgreSQL")).isFalse();
    assertThat(set("context", "prod and !eu").isIn(List.of("prod"))).isTrue();
    assertThat(set("context", "prod and !eu").isIn(List.of("prod", "eu"))).isFalse();
    assertThat(set("context", "test, prod").isIn(List.of("prod"))).isTrue();
    assertThatThrownBy(() -> set("context", "(a or b) and c").isIn(List.of("a")))
        .hasMessageContaining("(a or b) and c");
  }

  private static ChangeSet set(String name, String value) {
    return new ChangeSet("db/one.xml", "ann", "1", Map.of(name, value));
  }
}
