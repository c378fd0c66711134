package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who answers through a balancer, beside each instance by its own address. */
class BalancerTest {
  private static final List<String> GREEN = List.of("green-1", "green-2");
  private final HttpChecks http = HttpChecks.create();

  @AfterEach
  void close() {
    http.close();
  }

  /** Answers as these instances do in turn; an empty name is one that does not name itself. */
  private Verdict balanced(int answers, String... instances) throws Exception {
    AtomicInteger turn = new AtomicInteger();
    try (TestServer one = TestServer.version("2");
        TestServer balancer =
            TestServer.answering(
                x -> {
                  String name = instances[turn.getAndIncrement() % instances.length];
                  Map<String, String> headers =
                      name.isEmpty()
                          ? Map.of("X-Version", "2")
                          : Map.of("X-Version", "2", "X-Instance", name);
                  TestServer.answer(x, 200, "{}", headers);
                })) {
      return ask(
          http.health(one.uri("/"))
              .expectVersionHeader("X-Version", "2")
              .via(balancer.uri("/"), answers, "X-Instance", GREEN));
    }
  }

  @Test
  void every_instance_behind_the_balancer_is_seen() throws Exception {
    Verdict verdict = balanced(6, "green-1", "green-2");
    assertThat(code(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(verdict.reason()).contains("each of [green-1, green-2] in X-Instance");
    assertThat(seen(verdict)).containsEntry("instance", "green-1 (3x), green-2 (3x)");
  }

  @Test
  void an_instance_that_the_balancer_never_asks_is_named() throws Exception {
    Verdict verdict = balanced(10, "green-1");
    assertThat(code(verdict)).isEqualTo("pending instance-silent");
    assertThat(verdict.reason())
        .contains(
            "of 10 answers none came from [green-2], only {green-1=10}",
            "one of 2 goes unseen in 10 answers with a chance of 0.098 %.");
  }

  @Test
  void an_old_member_and_one_without_a_name_are_told() throws Exception {
    Verdict old = balanced(6, "green-1", "green-2", "blue-1");
    assertThat(code(old)).isEqualTo("pending instance-unexpected");
    assertThat(old.reason()).contains("it was answered by [blue-1]");
    Verdict unnamed = balanced(4, "green-1", "");
    assertThat(code(unnamed)).isEqualTo("pending instance-unnamed");
    assertThat(unnamed.reason()).contains("2 of 4 answers have no X-Instance");
  }

  @Test
  void too_few_answers_to_show_them_all_are_refused() {
    assertThatThrownBy(() -> balanced(1, "green-1"))
        .hasMessageStartingWith("1 answers cannot show 2 instances.");
  }
}
