package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.cli.checklist.Checklist;
import dev.sallyport.cli.checklist.Compiled;
import dev.sallyport.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final String LIST =
      """
      # Shop release

      ## Before

      - [ ] Backup is restorable (owner: DBA)

      ## Go

      - [ ] Deploy the shop: `touch HAS-RUN`
      - [ ] Error rate < 1%

      ## Rollback

      - [ ] Deploy the old shop
      """;

  @TempDir Path folder;
  private Path file;
  private Shell shell;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("release.md"), LIST);
    shell = new Shell(folder.resolve("runs"));
  }

  private Shell imports(String... more) {
    String[] args = new String[2 + more.length];
    args[0] = "import";
    args[1] = file.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return shell.type(
        () -> {
          throw new IllegalStateException("import needs no plan");
        },
        args);
  }

  @Test
  void writesTheSkeletonAndSaysWhatItRead() throws Exception {
    Path out = folder.resolve("src");
    imports("--package", "com.acme", "--out", out.toString());

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exit).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            release.md: 4 items in 2 phases
              kinds       2 checks, 1 step, 1 undo
              thresholds  1 found in the text, as typed gates
              gaps        3 no command or check, 2 no owner, 1 no undo, 3 no deadline
            written
              %1$s/ShopRelease.java
              %1$s/ShopReleasePhases1.java
              %1$s/ShopReleaseByHand.java
              %1$s/ShopRelease-gaps.md
            next
              compile it and start com.acme.ShopRelease with the verb checklist; then automate one item after the other
            """
                .formatted(out.resolve("com/acme")));
    assertThat(out.resolve("com/acme/ShopRelease.java"))
        .content()
        .startsWith("package com.acme;\n");
    assertThat(out.resolve("com/acme/ShopRelease-gaps.md"))
        .content()
        .contains("| 10 | Error rate < 1% |");
    assertThat(Files.getPosixFilePermissions(out.resolve("com/acme/ShopRelease.java")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void countsAreThereForMachines() throws Exception {
    imports("--json", "--out", folder.toString(), "--class", "Release");
    JsonNode json = new ObjectMapper().readTree(shell.out());

    assertThat(json.get("mainClass").asText()).isEqualTo("deployment.Release");
    assertThat(json.get("items").asInt()).isEqualTo(4);
    assertThat(json.at("/kinds/UNDO").asInt()).isEqualTo(1);
    assertThat(json.at("/gaps/NO_COMMAND").asInt()).isEqualTo(3);
    assertThat(json.get("files")).hasSize(4);
  }

  @Test
  void nothingIsWrittenOver() throws Exception {
    imports("--out", folder.toString());
    Path helper = folder.resolve("deployment/ShopReleasePhases1.java");
    Files.delete(folder.resolve("deployment/ShopRelease.java"));
    Files.writeString(helper, "mine");
    imports("--out", folder.toString());

    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            helper
                + " is there already, and what was written by hand must not be lost. Name another"
                + " --class, --package or --out, or move it away.\n");
    assertThat(helper).content().isEqualTo("mine");
    assertThat(folder.resolve("deployment/ShopRelease.java")).as("all or nothing").doesNotExist();
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Files.write(file, "# \u00dcbergabe\n- [ ] x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(imports().err())
        .isEqualTo(file + " is no text in UTF-8. Save it as such; nothing was read from it.\n");
    assertThat(shell.exit).isEqualTo(2);

    Files.delete(file);
    assertThat(imports().err())
        .startsWith("The checklist " + file + " cannot be read: java.nio.file.NoSuchFileException")
        .endsWith("Name a Markdown file.\n");

    Files.writeString(file, "Words only.\n");
    assertThat(imports("--out", folder.toString()).err())
        .startsWith("There is no item in release.md that could stand in a plan");
    Files.writeString(file, LIST);
    assertThat(imports("--package", "1st").err())
        .isEqualTo("'1st' is no name of a Java package. Give one such as com.acme.deploy.\n");
    assertThat(shell.exit).isEqualTo(2);
  }

  /** The plan is the checklist as it was: people tick it, and the journal says who. */
  @Test
  void theSkeletonIsRunByPeople() {
    Plan plan = plan();
    shell.type(plan, "run", "--run-id", "r", "--by", "ann");
    assertThat(shell.exit).as("nobody has said anything").isEqualTo(Exit.STOPPED);
    assertThat(shell.out()).contains("Before/backup-is-restorable");

    shell.type(plan, "resume", "r", "--vote", "Before/backup-is-restorable=DBA:bob");
    assertThat(shell.exit).isEqualTo(Exit.STOPPED);
    assertThat(shell.out())
        .contains("not automated yet; do it by hand, then answer ACCEPT: Deploy the shop");
    shell.type(plan, "resume", "r", "--answer", "Go/deploy-the-shop=accept", "--note", "done");
    assertThat(shell.exit).isEqualTo(Exit.STOPPED);
    assertThat(shell.out()).contains("not automated yet; look at it yourself");

    shell.type(
        plan, "resume", "r", "--answer", "Go/error-rate-1=accept", "--note", "0.2 % in Grafana");
    assertThat(shell.exit).isEqualTo(Exit.SUCCEEDED);
    assertThat(shell.type(plan, "report", "r").out()).contains("bob", "0.2 % in Grafana");
    assertThat(Path.of("HAS-RUN")).as("no command of the checklist ever runs").doesNotExist();
  }

  @Test
  void whatWasDoneByHandIsNotForgottenOnTheWayBack() {
    Plan plan = plan();
    shell.type(plan, "run", "--run-id", "r", "--vote", "Before/backup-is-restorable=DBA:bob");
    shell.type(plan, "resume", "r", "--answer", "Go/deploy-the-shop=accept", "--note", "done");
    shell.type(plan, "resume", "r", "--answer", "Go/error-rate-1=roll-back");

    assertThat(shell.exit).isEqualTo(Exit.STOPPED);
    assertThat(shell.out()).contains("not automated yet; take it back by hand: Deploy the shop");
    shell.type(plan, "resume", "r", "--answer", "Go/deploy-the-shop=accept", "--note", "done");
    assertThat(shell.out()).contains("not automated yet; do it by hand: Deploy the old shop");
    shell.type(plan, "resume", "r", "--answer", "Go/@rollback=leave", "--note", "nobody is there");
    assertThat(shell.exit).isEqualTo(Exit.PARTIAL);
    assertThat(shell.out()).contains("left over  Go/@rollback");
  }

  private static Plan plan() {
    return Compiled.plan(Checklist.read("release.md", LIST).skeleton("a", "Release"));
  }

  @Test
  void aPlanIsShownAsAChecklist() {
    assertThat(shell.type(plan(), "checklist").out())
        .isEqualTo(
            """
            # shop-release 1

            Plan %s. Read it before it runs; what runs is the plan.

            ## Before

            - [ ] Backup is restorable (owner: DBA)
              - `backup-is-restorable`; approval; by DBA; within 24 h; else rolls back

            ## Go

            - [ ] Deploy the shop: `touch HAS-RUN`
              - `deploy-the-shop`; step; no deadline; undone by `onRollback`; else rolls back
            - [ ] Error rate \\< 1%%
              - `error-rate-1`; gate; asks Error rate \\< 1 %%; within 24 h; else asks a person

            When this phase is rolled back, its own `onRollback` runs last.
            """
                .formatted(plan().fingerprint()));
    assertThat(shell.exit).isZero();
  }

  @Test
  void aChecklistIsComparedWithThePlan() throws Exception {
    assertThat(shell.type(plan(), "checklist", "--check", file.toString()).out())
        .isEqualTo(file + " and the plan say the same.\n");
    assertThat(shell.exit).isZero();

    Files.writeString(
        file, LIST.replace("- [ ] Error rate < 1%", "- [ ] Error rate < 2%\n- [ ] Search answers"));
    shell.type(plan(), "checklist", "--check", file.toString());
    assertThat(shell.exit).isEqualTo(3);
    assertThat(shell.out().replaceAll("java:\\d+", "java:N"))
        .isEqualTo(
            """
            %1$s and the plan have drifted apart: 2 differences

            reworded  %1$s:10, ReleasePhases1.java:N
              what:     the checklist says 'Error rate < 2%%', the plan's Go/error-rate-1 says 'Error rate < 1%%'
              way out:  If it means the same, give the plan's gate the new label(...); if not, change what it does.

            added  %1$s:11
              what:     'Search answers' stands in release.md only, under 'Go'
              way out:  Add it to the plan, as an approval at first, or take it out of the checklist.
            """
                .formatted(file));
    JsonNode json =
        new ObjectMapper()
            .readTree(shell.type(plan(), "checklist", "--check", file.toString(), "--json").out());
    assertThat(json.at("/differences/1/kind").asText()).isEqualTo("ADDED");
    assertThat(json.at("/differences/1/line").asInt()).isEqualTo(11);
    assertThat(shell.exit).isEqualTo(3);
  }

  @Test
  void aFileThatIsNotThereIsNoDrift() {
    shell.type(plan(), "checklist", "--check", folder.resolve("no.md").toString());

    assertThat(shell.exit).isEqualTo(2);
    assertThat(List.of(shell.err().split("\n"))).hasSize(1);
  }
}
