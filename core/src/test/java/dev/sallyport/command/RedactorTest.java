package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static Redactor of(String... values) {
    return new Redactor(SecretForms.of(List.of(values), StandardCharsets.UTF_8));
  }

  private static String inPieces(Redactor redactor, String text, int size, boolean whole) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Redactor.Stream stream = redactor.stream(out::write);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      stream.write(piece, piece.length);
    }
    stream.end(whole);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aValueIsMaskedWhereverTheBorderLies() {
    Redactor redactor = of("hunter22");
    for (int size = 1; size < 20; size++) {
      assertThat(inPieces(redactor, "a hunter22 b hunter2 c hunter22", size, true))
          .isEqualTo("a *** b hunter2 c ***");
    }
  }

  @Test
  void overlappingValuesAreMaskedAsOne() {
    assertThat(of("abcabc").redact("abcabcabc")).isEqualTo("***");
    assertThat(of("hunter", "hunter22").redact("hunter22 hunter2")).isEqualTo("*** ***2");
  }

  @Test
  void aBeginningIsMaskedOnlyWhereTheStreamWasCutOff() {
    assertThat(inPieces(of("hunter22"), "is hunt", 3, true)).isEqualTo("is hunt");
    assertThat(inPieces(of("hunter22"), "is hunt", 3, false)).isEqualTo("is ***");
  }

  @Test
  void commonEncodingsAndSingleLinesAreMasked() {
    assertThat(of("p/w d\"x").redact("cC93IGQieA== p%2Fw+d%22x p%2Fw%20d%22x \"p/w d\\\"x\""))
        .isEqualTo("***== *** *** \"***\"");
    assertThat(of("BEGIN KEY\nabcdefgh\nEND KEY\n").redact("> abcdefgh\r\n> END KEY\r\n"))
        .isEqualTo("> ***\r\n> ***\r\n");
  }

  @Test
  void withoutSecretsNothingChanges() {
    assertThat(of().redact("a b \u00e9")).isEqualTo("a b \u00e9");
  }

  @Property
  void noValueGetsThroughAndPiecesDoNotMatter(
      @ForAll @Size(min = 1, max = 3)
          List<@StringLength(min = 1, max = 5) @CharRange(from = 'a', to = 'c') String> values,
      @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'c') String text,
      @ForAll @IntRange(min = 1, max = 7) int size) {
    Redactor redactor = of(values.toArray(String[]::new));
    String masked = inPieces(redactor, text, size, true);
    assertThat(masked).isEqualTo(redactor.redact(text));
    assertThat(values).noneMatch(masked::contains);
  }
}
