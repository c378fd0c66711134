package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of the platform's immutable sets and maps differs from one JVM to the next. */
@Timeout(60)
class SameInEveryJvmTest {

  public static void main(String[] arguments) {
    System.out.print(text());
  }

  private static String text() {
    Step<?>[] steps =
        IntStream.range(0, 12)
            .mapToObj(i -> look("s" + i).retry(Retry.every(MINUTE).unless(Exception.class)))
            .toArray(Step[]::new);
    Approval approval = approval("go", "sre").within(MINUTE);
    for (String role : new String[] {"dba", "security", "owner", "support", "legal"}) {
      approval = approval.and(role);
    }
    Phase left = phase("Left").parallel(steps);
    Phase right = phase("Right").after().gate(approval);
    Plan plan =
        Plan.named("shop", 9)
            .inputs(input("b", String.class), input("a", String.class))
            .secrets(secret("d", String.class), secret("c", String.class))
            .phases(left, right, phase("End").step(look("end")))
            .resumesFrom(8, 3, 5, 1, 7)
            .build();
    return String.join(
        "\n",
        plan.fingerprint(),
        plan.policyFingerprint(),
        plan.description().toString(),
        plan.resumesFrom().toString(),
        plan.unbound().toString(),
        plan.graph().phases().get(2).before().toString(),
        approval.roles().toString());
  }

  @Test
  void a_plan_is_described_alike_in_every_jvm() throws Exception {
    String here = text();
    assertThat(here).contains("[1, 3, 5, 7, 8]").contains("[input b, input a, secret d, secret c]");
    for (int i = 0; i < 2; i++) {
      assertThat(elsewhere()).isEqualTo(here);
    }
  }

  private static String elsewhere() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SameInEveryJvmTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).isZero();
    return said;
  }
}
