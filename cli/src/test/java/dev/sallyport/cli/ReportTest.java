package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** A run told as a record, as an incident and for a CI server. */
class ReportTest {
  @TempDir Path runs;
  private Shell shell;

  /** A plan whose gate fails, and whose way back has a limit of 30 seconds and the grace. */
  private static Plan limited() {
    Step<Void> install =
        step("install")
            .run(c -> {})
            .onRollback((c, made) -> {}, undo().timeout(Duration.ofSeconds(30)))
            .timeout(Duration.ofMinutes(1));
    Check check =
        Check.of(
            "health",
            c -> Verdict.fail("down", "caf\u00e9 is down", Evidence.of("GET", c.startedAt())));
    return Plan.named("shop", 1)
        .phases(
            phase("Install").step(install),
            phase("Check").gate(gate("healthy", check).within(Duration.ofMinutes(1))))
        .build();
  }

  @BeforeEach
  void run() {
    shell = Shell.timeless(runs).type(limited(), "run", "--run-id", "r1", "--by", "ann");
    assertThat(shell.exit).isEqualTo(Exit.ROLLED_BACK);
  }

  @Test
  void a_record() {
    assertThat(shell.type(limited(), "report", "--as", "record").out())
        .startsWith("# Record: shop 1\n")
        .contains("- [ ] **install** (step) undone 2026-11-22 22:15:30, run by ann");
    assertThat(shell.type(limited(), "report", "--format", "record", "--zone", "Asia/Tokyo").out())
        .contains("undone 2026-11-23 07:15:30", "Times are in Asia/Tokyo.");
  }

  @Test
  void an_incident_with_the_estimate_of_the_plan() {
    assertThat(shell.type(limited(), "report", "--as", "incident").out())
        .startsWith("# Incident: shop 1, rolled back\n")
        .contains("| walking back, at worst | 40 s by the plan's limits, kept |");
  }

  @Test
  void an_incident_without_an_estimate() {
    assertThat(shell.type(Plans.failing(), "report", "--as", "incident").out())
        .contains("| walking back, at worst | not estimated |");
    shell.type(
        () -> {
          throw new IllegalStateException("no configuration");
        },
        "report",
        "--as",
        "incident");
    assertThat(shell.exit).isZero();
    assertThat(shell.out()).contains("| walking back, at worst | not estimated |");
    assertThat(shell.err())
        .isEqualTo(
            "The walk back is not estimated, because the plan cannot be made: no configuration\n");
  }

  @Test
  void junit_is_xml_in_the_encoding_that_it_names() throws Exception {
    String text = shell.type(limited(), "report", "--as", "junit").out();
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    assertThat(root.getAttribute("failures")).isEqualTo("2");
    assertThat(((Element) root.getElementsByTagName("failure").item(1)).getAttribute("message"))
        .isEqualTo("caf\u00e9 is down");
  }

  @Test
  void a_file_is_its_owners_alone() throws Exception {
    Path file = runs.resolve("junit.xml");
    Files.writeString(file, "before");
    shell.type(limited(), "report", "--as", "junit", "--output", file.toString());

    assertThat(shell.out()).isEmpty();
    assertThat(file).content(StandardCharsets.UTF_8).startsWith("<?xml").contains("caf\u00e9");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path file = runs.resolve("nowhere").resolve("junit.xml");
    shell.type(limited(), "report", "--as", "junit", "--output", file.toString());

    assertThat(shell.exit).isEqualTo(Exit.UNEXPECTED);
    assertThat(shell.err())
        .startsWith(
            "There is no folder "
                + file.getParent()
                + " to write junit.xml into. Make it first.\n");
  }

  @Test
  void a_form_that_is_none_is_refused_with_those_there_are() {
    assertThat(shell.type(limited(), "report", "--as", "pdf").err())
        .contains("expected one of [text, markdown, json, record, incident, junit]");
    assertThat(shell.exit).isEqualTo(2);
  }
}
