package dev.sallyport.examples.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.files.FileChecks;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import dev.sallyport.review.RollbackCoverage;
import dev.sallyport.review.WayBack;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of {@code docs/guide/record} are what the demo's faults come to, to the byte. */
class RecordPagesTest {
  private static final String WRITE = "record.write";
  private static final List<String> SHOWN =
      List.of("errors.record.md", "redis-node.incident.md", "slow.junit.xml", "release.record.md");
  private static final Path GUIDE = Path.of("").toAbsolutePath().getParent().resolve("docs/guide");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void the_files_are_what_the_runs_come_to(Fault fault) throws Exception {
    same(told(fault));
  }

  @Test
  void so_are_those_of_a_release_with_people_a_watch_and_announcements() throws Exception {
    same(release());
  }

  private static void same(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> told : files.entrySet()) {
      Path file = GUIDE.resolve("record").resolve(told.getKey());
      if (Boolean.getBoolean(WRITE)) {
        Files.writeString(file, told.getValue());
      }
      assertThat(file)
          .as(
              "%s is not what the run comes to now. If that is meant, write the files anew:"
                  + " mvn -B -Dquick -pl examples -am test -Dtest=RecordPagesTest -D%s=true",
              file, WRITE)
          .content()
          .isEqualTo(told.getValue());
    }
  }

  private static Map<String, String> release() {
    SimulatedRun run = ReleaseRun.run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    Report report = Report.of(run.events());
    return Map.of(
        "release.record.md", report.record(),
        "release.incident.md", report.incident(),
        "release.junit.xml", report.junit());
  }

  private static Map<String, String> told(Fault fault) throws Exception {
    SimulatedRun run = DemoRuns.of(fault);
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    Report report = Report.of(run.events());
    Map<String, String> files = new TreeMap<>();
    files.put(fault.word() + ".record.md", report.record());
    files.put(fault.word() + ".incident.md", report.wayBackAtWorst(atWorst(run)).incident());
    files.put(fault.word() + ".junit.xml", report.junit());
    return files;
  }

  private static Duration atWorst(SimulatedRun run) {
    Plan plan = run.plan();
    String path = Objects.requireNonNull(Report.of(run.events()).story().rollback()).path();
    WayBack way =
        RollbackCoverage.of(plan).waysBack().stream()
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow();
    assertThat(way.undo().unlimited()).isEmpty();
    return way.undo().limited();
  }

  @Test
  void the_same_run_is_the_same_to_the_byte() throws Exception {
    assertThat(told(Fault.ERRORS)).isEqualTo(told(Fault.ERRORS));
    assertThat(release()).isEqualTo(release());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void our_own_check_of_test_results_reads_the_xml(Fault fault) throws Exception {
    Verdict verdict =
        FileChecks.in(GUIDE)
            .testResults("record/" + fault.word() + ".junit.xml")
            .judge(CheckContext.of(Clock.systemUTC(), Duration.ofSeconds(20)));

    assertThat(verdict).isInstanceOf(Verdict.Fail.class);
    assertThat(verdict.evidence().observed())
        .anySatisfy(
            fact -> {
              assertThat(fact.name()).isEqualTo("failures");
              assertThat(fact.value()).isEqualTo("2");
            });
  }

  @Test
  void what_the_page_shows_stands_in_the_files() throws IOException {
    List<String> files = new ArrayList<>();
    for (String name : SHOWN) {
      files.add(Files.readString(GUIDE.resolve("record").resolve(name)));
    }
    List<String> shown =
        Pattern.compile("```(?:markdown|xml)\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE.resolve("record.md")))
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(shown).hasSizeGreaterThanOrEqualTo(4);
    for (String block : shown) {
      for (String part : block.split("(?m)^\\.\\.\\.\n", -1)) {
        assertThat(files).anyMatch(file -> file.contains(part), part);
      }
    }
  }
}
