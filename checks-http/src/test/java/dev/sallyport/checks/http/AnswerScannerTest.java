package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in one piece, byte by byte and in pieces by chance; and what is none. */
class AnswerScannerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  /** Returns after how many bytes the answer is complete; -1 if it is not. */
  private static int end(AnswerScanner scanner, String text, Random pieces) throws Exception {
    ByteBuffer all = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (all.hasRemaining()) {
      int size = pieces == null ? all.remaining() : 1 + pieces.nextInt(5);
      ByteBuffer piece = all.slice().limit(Math.min(size, all.remaining()));
      boolean complete = scanner.feed(piece);
      all.position(all.position() + piece.position());
      if (complete) {
        return all.position();
      }
    }
    return -1;
  }

  private static void complete(String answer, int status, boolean reusable) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      AnswerScanner scanner = new AnswerScanner();
      for (int turn = 0; turn < 2; turn++) {
        scanner.reset();
        Random pieces = seed == 0 ? null : new Random(seed);
        assertThat(end(scanner, answer + "HTTP/1.1 500", pieces)).isEqualTo(answer.length());
        assertThat(scanner.status()).isEqualTo(status);
        assertThat(scanner.reusable()).isEqualTo(reusable);
      }
    }
  }

  @Test
  void every_way_to_end_a_body_is_understood() throws Exception {
    complete(OK + "Content-Length: 5\r\n\r\nhello", 200, true);
    complete(OK + "content-length:0\r\n\r\n", 200, true);
    complete(OK + "Connection: close\r\nContent-Length: 1\r\n\r\nx", 200, false);
    complete("HTTP/1.0 503 Sorry\r\nContent-Length: 2\r\n\r\nno", 503, false);
    complete("HTTP/1.1 204 \r\n\r\n", 204, true);
    complete("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", 304, true);
    complete(
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
        200,
        true);
    complete(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n", 200, true);
    complete(
        "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + OK + "Content-Length: 1\r\n\r\ny", 200, true);
    complete("HTTP/1.1 200 OK\nContent-Length: 1\n\nx", 200, true);
  }

  @Test
  void a_body_without_a_length_ends_with_the_connection() throws Exception {
    AnswerScanner scanner = new AnswerScanner();
    assertThat(end(scanner, OK + "\r\nany number of bytes", null)).isEqualTo(-1);
    assertThat(scanner.completeWhenClosed()).isTrue();
    assertThat(scanner.status()).isEqualTo(200);
  }

  @Test
  void an_answer_cut_off_is_not_complete() throws Exception {
    AnswerScanner scanner = new AnswerScanner();
    assertThat(scanner.begun()).isFalse();
    assertThat(end(scanner, OK + "Content-Length: 5\r\n\r\nhel", null)).isEqualTo(-1);
    assertThat(scanner.completeWhenClosed()).isFalse();
    assertThat(scanner.begun()).isTrue();
    scanner.reset();
    assertThat(end(scanner, OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nab", null)).isEqualTo(-1);
    assertThat(scanner.completeWhenClosed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
      })
  void what_is_not_http_is_refused(String text) {
    assertThatThrownBy(() -> end(new AnswerScanner(), text, null))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void a_head_without_an_end_is_refused() {
    String endless = OK + "X: " + "y".repeat(100_000);
    assertThatThrownBy(() -> end(new AnswerScanner(), endless, null))
        .hasMessage("the head of the answer is longer than 65536 bytes");
  }
}
