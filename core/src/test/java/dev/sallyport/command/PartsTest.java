package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartsTest {

  record Point(int x, String name) {}

  @Test
  void exitCodesAreShownWithTheirUsualMeaning() {
    assertThat(ExitCodes.show(0)).isEqualTo("0");
    assertThat(ExitCodes.show(143)).isEqualTo("143 (possibly SIGTERM)");
    assertThat(ExitCodes.show(128 + 34)).isEqualTo("162 (possibly signal 34)");
    assertThat(ExitCodes.show(126)).isEqualTo("126 (possibly found, but not executable)");
    assertThat(ExitCodes.show(255)).isEqualTo("255");
  }

  @Test
  void aTerminalsSequencesAreTakenOut() {
    assertThat(Ansi.strip("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007a\u001b(Bb\u001b=c"))
        .isEqualTo("red abc");
    assertThat(Ansi.strip("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\")).isEqualTo("link");
    assertThat(Ansi.strip("1%\r2%\r\na\tb\u0008\n")).isEqualTo("2%\na\tb\n");
    assertThat(Ansi.strip("cut \u001b[")).isEqualTo("cut ");
  }

  @Test
  void headAndTailKeepBothEnds() {
    for (int step = 1; step < 12; step++) {
      HeadTail capture = new HeadTail(3, 4);
      byte[] bytes = "0123456789ab".getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at < bytes.length; at += step) {
        capture.write(bytes, at, Math.min(step, bytes.length - at));
      }
      assertThat(capture.text(StandardCharsets.US_ASCII))
          .isEqualTo(new CommandOutput("012\n[... 5 bytes dropped ...]\n89ab", 5));
    }
  }

  @Test
  void parsersRefuseWhatTheyDoNotKnow() throws Exception {
    assertThat(Parser.line().parse(" a b \n")).isEqualTo("a b");
    assertThatThrownBy(() -> Parser.line().parse("a\nb")).hasMessage("expected one line, not 2");
    assertThat(Parser.wholeNumber().parse("-12\n")).isEqualTo(-12L);
    Parser<Point> json = Parser.json(Point.class);
    assertThat(json.parse("{\"x\":1,\"name\":\"a\",\"z\":2}\n")).isEqualTo(new Point(1, "a"));
    for (String bad :
        new String[] {
          "{}", "{\"x\":1}", "{\"x\":1,\"name\":null}", "{\"x\":1,\"name\":\"a\"} {}", "x"
        }) {
      assertThatThrownBy(() -> json.parse(bad))
          .hasMessageStartingWith("expected a Point as JSON: ");
    }
  }

  @Test
  void aDeadlineForEverDoesNotOverflow() {
    assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE)).left()).isPositive();
    assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
  }
}
