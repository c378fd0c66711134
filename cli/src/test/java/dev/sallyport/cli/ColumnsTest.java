package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void what_does_not_fit_ends_in_dots() {
    assertThat(Columns.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Columns.fit("abcdefg", 6)).isEqualTo("abc...");
    assertThat(Columns.fit("abc", 2)).isEqualTo("..");
  }

  @Test
  void wide_characters_take_two_columns_and_marks_none() {
    assertThat(Columns.width("\u65e5\u672c")).isEqualTo(4);
    assertThat(Columns.width("e\u0301")).isEqualTo(1);
    assertThat(Columns.fit("\u65e5\u672c\u8a9e\u5b57", 7)).isEqualTo("\u65e5\u672c...");
  }

  @Test
  void nothing_moves_the_cursor() {
    assertThat(Columns.fit("a\u001b[2Jb\nc", 20)).isEqualTo("a?[2Jb c");
  }

  @Test
  void a_terminal_that_does_not_know_its_size_has_the_usual_one() {
    assertThat(Terminal.parse("50 132")).isEqualTo(new Screen.Size(50, 132));
    assertThat(Terminal.parse("0 0")).isEqualTo(new Screen.Size(24, 80));
    assertThat(Terminal.parse("")).isEqualTo(new Screen.Size(24, 80));
  }
}
