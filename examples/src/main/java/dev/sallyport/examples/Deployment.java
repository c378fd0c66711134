package dev.sallyport.examples;

import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.cli.SallyportCli;
import dev.sallyport.examples.bluegreen.BlueGreenPlan;
import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hands the plan for a world to the library's command line. */
final class Deployment {
  private final World world;
  private final DemoOptions options;

  Deployment(World world, DemoOptions options) {
    this.world = world;
    this.options = options;
  }

  /** Returns the exit code of a verb, performed on the servers as they are. */
  int perform(String... verb) throws IOException {
    AddressBook book =
        world
            .addresses()
            .orElseGet(() -> AddressBook.draft(options.fault(), "")); // for a look at it
    List<String> words = new ArrayList<>(List.of(verb));
    words.add("--runs");
    words.add(options.runs().toString());
    words.addAll(options.rest());
    List<String> nodes = book.redis().stream().map(port -> "127.0.0.1:" + port).toList();
    String[] more = nodes.subList(1, nodes.size()).toArray(String[]::new);
    try (HttpChecks http = HttpChecks.create();
        RedisChecks redis = RedisChecks.cluster(nodes.get(0), more)) {
      return SallyportCli.of(() -> BlueGreenPlan.of(world, book, http, redis))
          .command("examples/demo")
          .run(words.toArray(String[]::new));
    }
  }
}
