package dev.sallyport.examples.bluegreen;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.sallyport.check.Check;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.http.HttpHealth;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.examples.world.Instance;
import dev.sallyport.examples.world.World;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.net.URI;

/**
 * The deployment of shop version green beside blue: check the infrastructure, deploy, try out,
 * switch the traffic, show the new feature to 10, 50 and 100 percent of the users.
 *
 * <p>Every step that changes something can be found again by its probe and taken back by its undo.
 */
public final class BlueGreenPlan {
  /** What goes wrong in this demo; green is told. */
  public static final Input<Fault> FAULT = input("fault", Fault.class).orElse(Fault.NONE);

  /** Opens the admin endpoints of the load balancer and of green. */
  public static final Secret<String> ADMIN_TOKEN = secret("admin-token", String.class);

  private static final Retry A_FEW_TIMES = Retry.backoff(ofMillis(500), 2).attempts(3);

  private final World world;
  private final Traffic traffic;
  private final SmokeTest smokeTest;
  private final Setting upstream;
  private final Setting release;
  private final Setting flag;
  private final HttpHealth greenIsWell;
  private final HttpHealth allGetBlue;
  private final HttpHealth allGetGreen;
  private final LoadProbe users;
  private final RedisChecks redis;
  private final Check clusterIsWhole;

  private BlueGreenPlan(World world, AddressBook at, HttpChecks http, RedisChecks redis) {
    URI balancer = local(at.port("balancer"), "/health");
    URI admin = local(at.port("balancer-admin"), "/");
    URI blue = local(at.port("blue"), "/health");
    URI green = local(at.port("green"), "/health");
    this.world = world;
    this.traffic = new Traffic(at.port("balancer-admin"));
    this.smokeTest = new SmokeTest(green, "green");
    this.upstream = new Setting("upstream", admin.resolve("/admin/upstream"), ADMIN_TOKEN);
    this.release = new Setting("release", admin.resolve("/admin/release"), ADMIN_TOKEN);
    this.flag = new Setting("flag", green.resolve("/admin/flag"), ADMIN_TOKEN).endingWithServer();
    this.greenIsWell = http.health(green).expectVersionHeader("X-Version", "green");
    this.allGetBlue = http.health(blue).expectVersionHeader("X-Version", "blue").via(balancer, 5);
    this.allGetGreen =
        http.health(green).expectVersionHeader("X-Version", "green").via(balancer, 5);
    this.users =
        http.load(balancer.resolve("/item"))
            .rate(Rate.perSecond(110))
            .lasting(ofSeconds(4))
            .warmUp(ofSeconds(1))
            .looks(4);
    this.redis = redis;
    this.clusterIsWhole =
        redis
            .clusterConfigAgreement()
            .expecting(at.redis().size())
            .and(redis.slotCoverage())
            .and(redis.replicationLink().replicasPerPrimary(1));
  }

  /** Returns the plan for a world, with its inputs and secrets bound. */
  public static Plan of(World world, AddressBook at, HttpChecks http, RedisChecks redis) {
    return new BlueGreenPlan(world, at, http, redis)
        .build()
        .with(FAULT, at.fault())
        .with(ADMIN_TOKEN, at.token());
  }

  private Plan build() {
    return plan("blue-green", 1)
        .inputs(FAULT)
        .secrets(ADMIN_TOKEN)
        .phases(
            infrastructure(),
            deployGreen(),
            smokeTest(),
            switchTraffic(),
            showFeature(0, 10),
            showFeature(10, 50),
            showFeature(50, 100),
            done())
        .build();
  }

  private Phase infrastructure() {
    return phase("Infrastructure")
        .gate(soon("all Redis nodes agree", redis.clusterConfigAgreement().expecting(6)))
        .gate(soon("all slots are served", redis.slotCoverage()))
        .gate(soon("no slot is being moved", redis.openSlots()))
        .gate(soon("replicas are linked", redis.replicationLink().replicasPerPrimary(1)))
        .gate(soon("writes reach the disk", redis.persistenceAof()))
        .gate(soon("blue serves", allGetBlue));
  }

  private Phase deployGreen() {
    Step<Instance> start =
        step("start-green", Instance.class)
            .using(FAULT)
            .run((context, fault) -> world.startGreen(context.idempotencyKey(), fault))
            .probe(context -> Probed.of(world.findGreen(context.idempotencyKey())))
            .onRollback(
                (context, green) -> world.stopGreen(),
                undo().timeout(ofSeconds(20)).retry(A_FEW_TIMES).repeatable())
            .timeout(ofSeconds(90))
            .retry(A_FEW_TIMES);
    return phase("Deploy green").step(start).gate(soon("green is well", greenIsWell));
  }

  private Phase smokeTest() {
    Step<Integer> shows =
        step("shows-items", Integer.class)
            .run(context -> smokeTest.showsItems())
            .readOnly()
            .timeout(ofSeconds(30))
            .retry(A_FEW_TIMES);
    Step<String> caches =
        step("uses-the-cache", String.class)
            .run(context -> smokeTest.usesCache())
            .readOnly()
            .timeout(ofSeconds(30))
            .retry(A_FEW_TIMES);
    return phase("Smoke test").parallel(shows, caches);
  }

  private Phase switchTraffic() {
    Gate backOnBlue = soon("all get blue", allGetBlue);
    Step<String> toGreen =
        upstream.change("send-all-to-green", "blue", "green", undo().verifiedBy(backOnBlue));
    return phase("Switch traffic")
        .step(toGreen)
        .gate(soon("all get green", allGetGreen))
        .onRollback(
            context -> traffic.drain("green"), // so that nobody is cut off when green is stopped
            undo().timeout(ofSeconds(20)).retry(A_FEW_TIMES).repeatable());
  }

  private Phase showFeature(int from, int to) {
    Step<String> show = flag.change("show-to-" + to + "-percent", "" + from, "" + to);
    Check fastAndWell =
        users.p95().staysBelow(ofMillis(500)).and(users.errorRate().staysBelow(percent(1)));
    Check cached = redis.cacheHitRatio().over(ofSeconds(2)).atLeastLookups(50).atLeast(percent(80));
    return phase("Feature to " + to + " percent")
        .step(show)
        .gate(
            gate("fast and without errors", fastAndWell)
                .warmUp(ofSeconds(1), show)
                .every(ofSeconds(1))
                .failsOn(4)
                .within(ofSeconds(60)))
        .gate(soon("the cluster is whole", clusterIsWhole))
        .gate(soon("found in the cache", cached));
  }

  private Phase done() {
    return phase("Done")
        .step(release.change("release-green", "blue", "green"))
        .gate(soon("all still get green", allGetGreen))
        .gate(soon("the cluster is still whole", clusterIsWhole));
  }

  private static Gate soon(String name, Check check) {
    return gate(name, check)
        .every(ofMillis(500))
        .sampleTimeout(ofSeconds(10))
        .errorsFor(ofSeconds(20))
        .within(ofSeconds(30));
  }

  private static URI local(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
