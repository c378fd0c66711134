package dev.sallyport.examples.memcached;

import static dev.sallyport.check.Percent.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers, and the stand-in in the same scenarios. */
class MemcachedChecksTest {
  private static final Secret<String> LOGIN = Secret.of("login", String.class);

  private Memcached one;
  private Memcached two;

  @BeforeEach
  void start() throws Exception {
    one = Memcached.start("-m", "4");
    two = Memcached.start();
  }

  @AfterEach
  void stop() {
    if (one != null) {
      one.stop();
    }
    if (two != null) {
      two.stop();
    }
  }

  private static Verdict ask(Check check) throws Exception {
    Secret.Source secrets = Secret.Source.of(Map.of(LOGIN, "shop open"));
    return check.judge(
        Sample.begin(Clock.systemUTC(), Duration.ofSeconds(5), secrets, () -> false));
  }

  /** Both, in the same state, say the same. */
  private void same(String word, String code, Check real, Check scripted) throws Exception {
    for (Check check : List.of(real, scripted)) {
      Verdict verdict = ask(check);
      assertThat(verdict.word()).as("%s", verdict).isEqualTo(word);
      assertThat(verdict.toString()).contains(code);
    }
  }

  private MemcachedChecks real() {
    return MemcachedChecks.at(one.address, two.address);
  }

  private ScriptedMemcached scripted() {
    return ScriptedMemcached.healthy(one.address, two.address);
  }

  @Test
  void healthy_servers_pass() throws Exception {
    same("pass", "All 2 servers", real().serving(), scripted().checks().serving());
    Check half = real().memoryUse().below(percent(50));
    same("pass", "as asked < 50 %", half, scripted().checks().memoryUse().below(percent(50)));
  }

  @Test
  void a_dead_server_is_never_left_out() throws Exception {
    two.stop();
    ScriptedMemcached scripted = scripted().dies(two.address);
    String code = two.address + " does not answer: Connection refused";
    same("inconclusive", code, real().serving(), scripted.checks().serving());
    same(
        "inconclusive",
        code,
        real().memoryUse().below(percent(99)),
        scripted.checks().memoryUse().below(percent(99)));
  }

  @Test
  void a_server_that_hangs_costs_its_deadline_and_no_more() throws Exception {
    two.signal("STOP");
    long began = System.nanoTime();
    Verdict verdict = ask(real().serving());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    assertThat(verdict.word()).isEqualTo("inconclusive");
    assertThat(verdict.reason()).startsWith(two.address);
    assertThat(verdict.evidence().toString()).contains(one.address + " accepting_conns=1");
  }

  @Test
  void the_fullest_server_counts() throws Exception {
    for (int i = 0; i < 60; i++) {
      one.store("key" + i, 40_000);
    }
    ScriptedMemcached scripted = scripted().isFull(one.address, percent(60));
    same(
        "fail",
        "threshold-breached",
        real().memoryUse().staysBelow(percent(30)),
        scripted.checks().memoryUse().staysBelow(percent(30)));
  }

  @Test
  void a_login_is_used(@TempDir Path folder) throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "shop:open\n");
    Memcached guarded = Memcached.start("-Y", users.toString());
    try {
      MemcachedChecks checks = MemcachedChecks.at(guarded.address);
      assertThat(ask(checks.serving()).passed()).isFalse();
      assertThat(ask(checks.login(LOGIN).serving()).passed()).isTrue();
    } finally {
      guarded.stop();
    }
  }

  @Test
  void the_rules_need_no_server() {
    MemcachedSeen full = new MemcachedSeen("a:1", Map.of("accepting_conns", "0"), "");
    MemcachedSeen other = new MemcachedSeen("b:1", Map.of("redis_version", "7"), "");
    assertThat(MemcachedRules.serving(List.of(full, other)))
        .extracting(Objection::code)
        .containsExactly("not-memcached", "not-accepting");
    assertThat(MemcachedRules.memory(List.of(full)))
        .extracting(Objection::text)
        .contains("a:1 answers, but does not tell bytes");
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> MemcachedChecks.at("cache-1"))
        .hasMessage("A server must be host:port, but is 'cache-1'. Write cache-1:11211.");
  }
}
