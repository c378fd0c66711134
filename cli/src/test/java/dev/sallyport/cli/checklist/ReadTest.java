package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.cli.checklist.Limit.Relation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is read from checklists of many shapes. */
class ReadTest {

  private static Map<Kind, Integer> kinds(Checklist list) {
    Map<Kind, Integer> kinds = new TreeMap<>();
    list.items().forEach(item -> kinds.merge(item.kind(), 1, Integer::sum));
    return kinds;
  }

  private static List<String> phases(Checklist list) {
    return list.stretches().stream().map(Checklist.Stretch::phase).toList();
  }

  private static Item item(Checklist list, String begin) {
    return list.items().stream()
        .filter(item -> item.text().startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no '" + begin + "' in " + list.items()));
  }

  private static List<String> limits(Checklist list) {
    return list.items().stream()
        .filter(item -> item.limit() != null)
        .map(item -> item.limit().relation() + " " + item.limit().value())
        .toList();
  }

  @Test
  void analytics() {
    Checklist list = Compiled.list("analytics.md");

    assertThat(list.title()).isEqualTo("Deployment Checklist");
    assertThat(list.items().stream().filter(item -> boxes("analytics.md").contains(item.line())))
        .as("every box")
        .hasSize(156);
    assertThat(kinds(list))
        .isEqualTo(
            Map.of(
                Kind.CHECK, 111,
                Kind.STEP, 12,
                Kind.APPROVAL, 23,
                Kind.ANNOUNCEMENT, 8,
                Kind.WATCH, 17,
                Kind.TRIGGER, 5,
                Kind.UNDO, 13));
    assertThat(phases(list)).hasSize(31).contains("Step 2.2: Execute Migrations on Primary");
    assertThat(limits(list))
        .contains("ABOVE Percent.of(80)", "AT_LEAST 1000L", "BELOW Duration.ofMillis(100)")
        .contains("BELOW Percent.of(0.1)", "ABOVE Percent.of(99.9)", "ABOVE Percent.of(5)");
    assertThat(item(list, "Response time (p95) >500ms").timing().lasting())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(item(list, "High error rate (>1%)").limit())
        .as("an alert's limit is none of the plan's")
        .isNull();
    assertThat(item(list, "High error rate (>1%)").group()).isEqualTo("Alerts configured for");
    assertThat(item(list, "Check response times every 5").timing())
        .isEqualTo(
            new Item.Timing(
                null,
                Duration.ofMinutes(5),
                null,
                new Times.Window(Duration.ZERO, Duration.ofHours(1))));
    assertThat(item(list, "Architecture validated").role()).isEqualTo("Technical Lead");
    assertThat(item(list, "CTO/Engineering Director").role()).isEqualTo("CTO/Engineering Director");
    assertThat(item(list, "Start Celery workers").gaps())
        .containsExactlyInAnyOrder(Gap.NO_UNDO, Gap.NO_DEADLINE, Gap.BACKGROUND);
    assertThat(item(list, "Verify read preference").kind())
        .as("who verifies changes nothing, whatever stands in the command")
        .isEqualTo(Kind.CHECK);
  }

  private static List<Integer> boxes(String name) {
    List<String> lines = Compiled.text(name).lines().toList();
    return java.util.stream.IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).matches("\\s*- \\[ ] .*"))
        .map(i -> i + 1)
        .boxed()
        .toList();
  }

  @Test
  void webhook() {
    Checklist list = Compiled.list("webhook.md");

    assertThat(list.items())
        .extracting(Item::line)
        .as("every box, also in fenced blocks")
        .isEqualTo(boxes("webhook.md"));
    assertThat(list.items()).hasSize(103);
    assertThat(kinds(list))
        .isEqualTo(
            Map.of(
                Kind.CHECK, 44,
                Kind.STEP, 8,
                Kind.APPROVAL, 17,
                Kind.ANNOUNCEMENT, 8,
                Kind.WATCH, 16,
                Kind.TRIGGER, 8,
                Kind.RECORD, 2));
    assertThat(limits(list))
        .hasSize(12)
        .contains("BELOW DataSize.bytes(200000000L)", "ABOVE Rate.perSecond(100)");
    assertThat(item(list, "Run migrations").scripts().get(0).lines())
        .containsExactly("poetry run alembic upgrade head");
    assertThat(item(list, "DevOps Engineer").role()).isEqualTo("DevOps Engineer");
    assertThat(item(list, "Monitor webhook processing latency").timing().window())
        .isEqualTo(new Times.Window(Duration.ofMinutes(30), Duration.ofHours(1)));
  }

  @Test
  void anIssueTemplate() {
    Checklist list = Compiled.list("github-issue.md");

    assertThat(phases(list)).containsExactly("Freeze", "Ship");
    assertThat(list.items()).hasSize(13).noneMatch(item -> item.text().contains("comment"));
    Item canary = item(list, "Roll out to the canary");
    assertThat(canary.kind()).isEqualTo(Kind.STEP);
    assertThat(canary.role()).isEqualTo("oncall-platform");
    assertThat(canary.undo()).isEqualTo("kubectl -n shop rollout undo deploy/shop");
    assertThat(canary.timing().deadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(canary.gaps()).containsExactly(Gap.PLACEHOLDER);
    assertThat(item(list, "Feature freeze").id()).isEqualTo("OPS-12");
    assertThat(item(list, "All required jobs").links())
        .containsExactly("https://ci.example.org/pipelines");
    assertThat(item(list, "Abort if").kind()).isEqualTo(Kind.TRIGGER);
    assertThat(item(list, "Abort if").limit().relation().opposite()).isEqualTo(Relation.AT_MOST);
    assertThat(limits(list))
        .containsExactly(
            "AT_LEAST Percent.of(82)",
            "BELOW Percent.of(0.5)",
            "BELOW Duration.ofMillis(350)",
            "ABOVE 3L");
  }

  @Test
  void aNumberedRunbook() {
    Checklist list = Compiled.list("numbered-runbook.md");

    assertThat(phases(list)).containsExactly("Preparation", "Upgrade", "Verification", "Back-out");
    assertThat(kinds(list))
        .isEqualTo(Map.of(Kind.CHECK, 5, Kind.STEP, 5, Kind.ANNOUNCEMENT, 1, Kind.UNDO, 2));
    assertThat(item(list, "Upgrade the packages").scripts())
        .as("what a terminal answered is no command")
        .singleElement()
        .satisfies(
            script ->
                assertThat(script.lines())
                    .containsExactly(
                        "sudo apt-get update",
                        "sudo apt-get install --only-upgrade postgresql-16"));
    assertThat(item(list, "Announce").role()).isEqualTo("Support lead");
    assertThat(item(list, "Take a base").role())
        .as("said for the whole page")
        .isEqualTo("Database team");
    assertThat(item(list, "Restart").timing().deadline()).isEqualTo(Duration.ofMinutes(45));
    assertThat(item(list, "Connections").timing().deadline()).isEqualTo(Duration.ofMinutes(2));
    assertThat(item(list, "Stop the pooler").gaps()).isEmpty();
    assertThat(limits(list))
        .containsExactly("AT_LEAST DataSize.bytes(40000000000L)", "BELOW Duration.ofSeconds(5)");
  }

  @Test
  void tables() {
    Checklist list = Compiled.list("table.md");

    assertThat(phases(list))
        .containsExactly("Cut-over of the billing service", "Thresholds", "Sign-off");
    assertThat(list.items())
        .extracting(Item::id, Item::kind, Item::role)
        .containsExactly(
            tuple("BIL-1", Kind.STEP, "Ops engineer"),
            tuple("BIL-2", Kind.STEP, "Ops engineer"),
            tuple("BIL-3", Kind.STEP, "Network team"),
            tuple("BIL-4", Kind.CHECK, "Billing lead"),
            tuple("BIL-5", Kind.CHECK, "Billing lead"),
            tuple("", Kind.CHECK, "Billing lead"),
            tuple("", Kind.CHECK, "Billing lead"),
            tuple("", Kind.CHECK, "Platform team"),
            tuple("", Kind.APPROVAL, "Finance director"),
            tuple("", Kind.APPROVAL, "Head of operations"));
    assertThat(limits(list))
        .containsExactly(
            "BELOW 50L",
            "BELOW Percent.of(0.2)",
            "AT_MOST Duration.ofSeconds(90)",
            "AT_LEAST Rate.perSecond(120)");
    assertThat(item(list, "Drain").undo()).isEqualTo("billingctl resume");
    assertThat(item(list, "Switch DNS").gaps()).containsExactly(Gap.NO_COMMAND, Gap.NO_UNDO);
    assertThat(item(list, "Payment errors").text()).isEqualTo("Payment errors: < 0.2 %");
    assertThat(list.leftOut()).containsExactly("23: Lea | 1234");
  }

  @Test
  void nestedLists() {
    Checklist list = Compiled.list("nested.md");

    assertThat(list.items()).hasSize(13);
    assertThat(item(list, "Versions are equal").group())
        .isEqualTo("All 5 nodes joined (minimum 5 nodes)");
    assertThat(item(list, "Create the new index").group()).isEqualTo("Reindex");
    Item trigger = item(list, "error rate > 5%");
    assertThat(trigger.kind()).isEqualTo(Kind.TRIGGER);
    assertThat(trigger.timing().lasting()).isEqualTo(Duration.ofMinutes(3));
    assertThat(trigger.undo()).isEqualTo("./bin/alias.sh catalog-v6");
    assertThat(limits(list))
        .containsExactly(
            "AT_LEAST 5L",
            "BELOW Duration.ofMillis(200)",
            "BELOW Percent.of(75)",
            "ABOVE Percent.of(5)");
  }

  @Test
  void picturesOfBoxes() {
    Checklist list = Compiled.list("emoji.md");

    assertThat(phases(list)).containsExactly("🧊 Before", "🔥 During", "📣 After");
    assertThat(list.items())
        .extracting(Item::text)
        .containsExactly(
            "Freeze `main`",
            "Tell support (who: Support team)",
            "Changelog merged",
            "Deploy the workers",
            "Deploy the web tier",
            "Warm the cache",
            "Cache hit ratio ≥ 90 %",
            "Median latency ≤ 80ms",
            "Nobody complains",
            "Delete the old stack");
    assertThat(limits(list))
        .containsExactly("AT_LEAST Percent.of(90)", "AT_MOST Duration.ofMillis(80)");
    assertThat(item(list, "Tell support").role()).isEqualTo("Support team");
  }

  @Test
  void german() {
    Checklist list = Compiled.list("deutsch.md");

    assertThat(kinds(list))
        .isEqualTo(
            Map.of(
                Kind.CHECK,
                7,
                Kind.STEP,
                3,
                Kind.APPROVAL,
                2,
                Kind.WATCH,
                2,
                Kind.UNDO,
                2,
                Kind.RECORD,
                1));
    assertThat(limits(list))
        .containsExactly(
            "AT_LEAST 3L",
            "AT_MOST 1500L",
            "BELOW Duration.ofMillis(250)",
            "BELOW Percent.of(0.5)",
            "BELOW Percent.of(80)");
    assertThat(item(list, "Änderungsantrag").role()).isEqualTo("Frau Öztürk");
    assertThat(item(list, "Zertifikate").role()).isEqualTo("Betrieb");
    assertThat(item(list, "Fehlerrate alle").timing().interval()).isEqualTo(Duration.ofMinutes(15));
    assertThat(item(list, "Anmeldung").timing().deadline()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void withoutBoxes() {
    Checklist list = Compiled.list("no-boxes.md");

    assertThat(phases(list))
        .containsExactly("Steps", "Watch for the first 24 hours", "If it goes wrong: rollback");
    assertThat(kinds(list))
        .isEqualTo(Map.of(Kind.STEP, 4, Kind.CHECK, 1, Kind.WATCH, 3, Kind.UNDO, 1));
    assertThat(item(list, "Copy").scripts().get(0).lines())
        .containsExactly("rclone copy old: new:");
    assertThat(limits(list))
        .containsExactly(
            "BELOW Rate.of(10, Duration.ofMinutes(1))", "BELOW Duration.ofMillis(120)");
    assertThat(list.leftOut()).containsExactly("7: thumbnails", "8: originals");
  }

  @Test
  void htmlComments() {
    Checklist list = Compiled.list("html-comments.md");

    assertThat(list.items())
        .extracting(Item::id, Item::text)
        .containsExactly(
            tuple("GW-1", "Reload the gateway"),
            tuple("GW-2 GW-3", "Routes answer within 5 seconds"),
            tuple("", "Set `upstream` to <new-host>"),
            tuple(
                "",
                "Password is not in the file: `curl -H \"Authorization: Bearer ***\""
                    + " https://gw.example.org/ping`"),
            tuple("", "Picture updated"));
    assertThat(item(list, "Password").gaps()).contains(Gap.SECRET);
  }

  @Test
  void windowsLineEndings() {
    String text = Compiled.text("windows.md");
    Checklist list = Checklist.read("windows.md", text);

    assertThat(text).contains("\r\n");
    assertThat(list.items()).extracting(Item::line).containsExactly(5, 6, 7, 8, 16, 17, 18);
    assertThat(item(list, "Copy").text()).isEqualTo("Copy the files to C:\\users\\agent\\bin");
    assertThat(limits(list))
        .containsExactly("BELOW Percent.of(60)", "BELOW DataSize.bytes(536870912L)");
    assertThat(list.leftOut()).containsExactly("10: Get-Service Agent");
  }

  @Test
  void skippedLevelsAndOddNames() {
    Checklist list = Compiled.list("wiki-export.md");

    assertThat(phases(list))
        .containsExactly(
            "Release 2024-07 -- class, public - true",
            "Pre-flight - checks",
            "Created by admin, last modified on a Tuesday - Release 2024-07 -- class, public - true",
            "日本語の見出し");
    assertThat(list.items()).hasSize(10);
    assertThat(item(list, "Lead SRE").role()).isEqualTo("Lead SRE");
    assertThat(limits(list)).containsExactly("BELOW Duration.ofMillis(100)");
  }

  @Test
  void anRfc() {
    Checklist list = Compiled.list("rfc.md");

    assertThat(phases(list))
        .containsExactly(
            "2.1 Mirror traffic",
            "2.2 Move consumers",
            "2.3 Delete",
            "3. Rollback",
            "4. Monitoring (48 hours)");
    assertThat(kinds(list))
        .isEqualTo(Map.of(Kind.STEP, 4, Kind.CHECK, 1, Kind.UNDO, 1, Kind.WATCH, 3));
    assertThat(item(list, "Mirror").scripts().get(0).lines())
        .containsExactly(
            "export SOURCE=orders-v1",
            "mirror-maker --from \"$SOURCE\" --to orders-v2 --password=*** &");
    assertThat(item(list, "Mirror").gaps()).contains(Gap.SECRET, Gap.BACKGROUND);
    assertThat(item(list, "Scale the new").gaps()).contains(Gap.PLACEHOLDER);
    assertThat(item(list, "Consumer lag").timing().window())
        .isEqualTo(new Times.Window(Duration.ZERO, Duration.ofHours(48)));
    assertThat(limits(list)).containsExactly("BELOW 5000L", "AT_MOST 10L");
    assertThat(list.leftOut())
        .containsExactly(
            "8: It is slow.", "9: Nobody owns it.", "37: select count(*) from orders;");
  }

  @Test
  void theSummarySaysWhatWasReadAndWhatIsMissing() {
    assertThat(Compiled.list("table.md").skeleton("a", "").summary())
        .isEqualTo(
            """
            table.md: 10 items in 3 phases
              kinds       5 checks, 3 steps, 2 approvals
              thresholds  4 found in the text, as typed gates
              gaps        5 no command or check, 1 no undo, 6 no deadline
              order       'Sign-off' (line 25) stands behind the first step; move the phase to where it is meant to be
              left out    1 line that looks like no item:
                23: Lea | 1234
            """);
  }

  @Test
  void theListOfGapsSaysWhatEachItemLacks() {
    Skeleton skeleton = Compiled.list("github-issue.md").skeleton("a.b", "Release");

    assertThat(skeleton.files().keySet())
        .containsExactly(
            "a/b/Release.java",
            "a/b/ReleasePhases1.java",
            "a/b/ReleaseByHand.java",
            "a/b/Release-gaps.md");
    assertThat(skeleton.files().get("a/b/Release-gaps.md"))
        .startsWith("# Gaps of github-issue.md\n\n```text\ngithub-issue.md: 13 items in 2 phases\n")
        .contains("\n- **no undo**: say how it is taken back, or why it stays.\n")
        .contains(
            "\n| 31 | Roll out to everyone | step |  | no command or check, no owner, no undo, no deadline |\n")
        .contains(
            "\n| 30 | p99 latency < 350 ms | check | `< 350 ms` | no command or check, no owner, no deadline |\n");
  }
}
