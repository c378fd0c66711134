package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;

/** A team's main as the documentation has it; its slow step waits for a file. */
final class ShopMain {
  private ShopMain() {}

  static Plan plan() {
    Path go = Path.of(System.getProperty("go"));
    Step<Void> slow =
        step("slow")
            .run(
                c -> {
                  while (!Files.exists(go)) {
                    Thread.sleep(20);
                  }
                })
            .readOnly();
    return Plans.with(phase("Slow").step(slow, step("after").run(c -> {}).readOnly()));
  }

  public static void main(String[] args) {
    System.exit(SallyportCli.of(ShopMain::plan).command("shop").run(args));
  }
}
