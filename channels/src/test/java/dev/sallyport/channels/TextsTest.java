package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void what_is_too_long_is_cut_with_a_note() {
    assertThat(Texts.cut("a".repeat(100), 50))
        .hasSizeLessThanOrEqualTo(50)
        .startsWith("aaaaaaaaaaaaaaaaaaa")
        .endsWith("a ... (cut: 81 more characters)");
    assertThat(Texts.cut("a".repeat(50), 50)).isEqualTo("a".repeat(50));
  }

  @Test
  void an_escape_is_not_cut_apart() {
    String cut = Texts.cut("<".repeat(60), 100, c -> "&lt;");
    assertThat(cut).startsWith("&lt;&lt;").contains("&lt; ... (cut: ");
    assertThat(cut.replace("&lt;", "")).startsWith(" ... (cut: ");
  }

  @Test
  void a_line_is_one_line() {
    assertThat(Texts.oneLine(" a\r\nBcc: x\u0085\u2028y\tz ")).isEqualTo("a Bcc: x y z");
    assertThat(Texts.printable("a\r\nb\u0007\u001b[31m\tc")).isEqualTo("a\nb  [31m\tc");
  }

  @Property
  void a_cut_text_has_no_broken_code_point_and_is_never_too_long(
      @ForAll @StringLength(max = 300) String text,
      @ForAll @IntRange(min = 40, max = 200) int most) {
    String cut = Texts.cut(text, most);
    assertThat(cut.length()).isLessThanOrEqualTo(most);
    if (text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)) {
      assertThat(cut.codePoints()).noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }
  }
}
