package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Whatever names, notes and evidence say, a report reads as if they said {@code quux}. */
class HostileTextTest {
  private static final Parser MARKDOWN =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private static final String[] HOSTILE = {
    "`",
    "```",
    "*",
    "**",
    "_",
    "__",
    "~~~",
    "[",
    "](http://evil)",
    "![",
    "[x] ",
    "[ ] ",
    "|",
    "\\",
    "$",
    "!",
    "<script>alert(1)</script>",
    "<",
    ">",
    "> ",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#35;",
    "&",
    "#",
    "# ",
    "-",
    "- ",
    "--",
    "+ ",
    "=",
    "1. ",
    "1) ",
    "9",
    "http://evil",
    "a",
    "Z",
    " ",
    "    ",
    "\t",
    ":",
    "'",
    "\"",
    "\n",
    "\n\n",
    "\r\n",
    "\u0000",
    "\u0007",
    "\u001b[2J",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udc00",
    "\ud83d\ude00"
  };

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(HOSTILE)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(all -> String.join("", all))
        .filter(text -> !MarkdownWriter.escape(text).isEmpty());
  }

  private static final Report EXPECTED = Report.of(run("quux"));
  private static final List<String> RECORD = structure(EXPECTED.record());
  private static final List<String> INCIDENT = structure(EXPECTED.incident());
  private static final List<String> EVERYTHING = structure(EXPECTED.markdown());
  private static final List<Integer> XML = shape(EXPECTED.junit());

  @Property(tries = 200)
  void markdown_keeps_its_structure(@ForAll("hostile") String text) {
    Report told = Report.of(run(text));

    same(told.record(), RECORD);
    same(told.incident(), INCIDENT);
    same(told.markdown(), EVERYTHING);
  }

  /** A bar that splits a cell would keep the structure, and lose what follows it. */
  @Property(tries = 200)
  void markdown_keeps_what_was_said(@ForAll("hostile") String text) {
    Assume.that(text.indexOf('/') < 0 && text.length() <= 40); // or it is cut, or parts a path
    String said = MarkdownWriter.strip(Words.plain(text));

    assertThat(count(said, Report.of(run(text)).record()))
        .isGreaterThanOrEqualTo(count("quux", EXPECTED.record()));
  }

  private static int count(String said, String markdown) {
    StringBuilder all = new StringBuilder();
    MARKDOWN
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Text text) {
                all.append(text.getLiteral());
              }
            });
    int count = 0;
    for (int at = all.indexOf(said); at >= 0; at = all.indexOf(said, at + said.length())) {
      count++;
    }
    return count;
  }

  @Property(tries = 200)
  void xml_keeps_its_structure(@ForAll("hostile") String text) {
    String xml = Report.of(run(text)).junit();
    harmless(xml);

    assertThat(shape(xml)).isEqualTo(XML);
  }

  private static List<Integer> shape(String xml) {
    List<Integer> shape = new ArrayList<>();
    for (ReportTestSuite suite : JUnitReading.read(xml)) {
      shape.add(suite.getTestCases().size());
      shape.add(suite.getNumberOfFailures());
      shape.add(suite.getNumberOfErrors());
      shape.add(suite.getNumberOfSkipped());
    }
    return shape;
  }

  private static void same(String told, List<String> expected) {
    harmless(told);
    assertThat(structure(told)).as("%s", told).isEqualTo(expected);
  }

  private static void harmless(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      assertThat(bytes.hasRemaining()).isTrue();
    } catch (CharacterCodingException e) {
      throw new AssertionError("It cannot be written to a file.", e);
    }
  }

  /** Returns the kinds of nodes in order, without their text. */
  private static List<String> structure(String markdown) {
    List<String> kinds = new ArrayList<>();
    kinds(MARKDOWN.parse(markdown), 0, kinds);
    return kinds;
  }

  private static void kinds(Node node, int depth, List<String> kinds) {
    if (!(node instanceof Text)) {
      kinds.add(" ".repeat(depth) + node.getClass().getSimpleName());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      kinds(child, depth + 1, kinds);
    }
  }

  /** A run in which everything that can be said says {@code text}. */
  private static List<Event> run(String text) {
    Instant at = Tale.START;
    String phase = text.replace('/', '.');
    String step = phase + "/" + text;
    String gate = phase + "/gate " + text;
    String approval = phase + "/approval " + text;
    String watch = "@watch/" + text;
    String announcement = "@announce/" + text;
    List<String> ids = List.of(text);
    PlanDescription plan =
        new PlanDescription(
            text,
            1,
            List.of(
                new Entry("start", "@start", "", "windows=[] freezes=[" + text + "] notice=1 h"),
                new Entry("phase", phase, "first", ""),
                new Entry(
                    "step", step, "stage 1; makes Void; irreversible", "irreversible: " + text),
                new Entry("gate", gate, "stage 2", "check=" + text + " every=PT1S"),
                new Entry(
                    "approval",
                    approval,
                    "stage 3",
                    "roles={%s=2} within=PT1H attests=[%s: %s] waivable-by=[%s]"
                        .formatted(text, text, text, text),
                    text,
                    ids),
                new Entry("point", phase + "/point", "stage 4", text),
                new Entry(
                    "watch", watch, "from the start to " + phase, "check=" + text + " every=PT1S"),
                new Entry(
                    "announcement",
                    announcement,
                    "",
                    "channel=" + text + " at=[START, END] within=PT2M",
                    text,
                    ids)));
    List<Entry> changed = new ArrayList<>(plan.entries());
    changed.add(new Entry("announcement", "@announce/later", "", ""));
    Evidence evidence =
        Evidence.of(text, at).against(text).and(text, text, text).over(Duration.ofSeconds(1), 1);
    Failure failure = new Failure(text, text, List.of(text));
    return List.of(
        new Event.RunStarted(at, text, plan, Map.of(text, text), text),
        new Event.AttemptStarted(at, step, Work.RUN, 1),
        new Event.AttemptFailed(at, step, Work.RUN, 1, failure, Duration.ofSeconds(1)),
        new Event.AttemptStarted(at, step, Work.RUN, 2),
        new Event.AttemptUnknown(at, step, Work.RUN, 2, text, null),
        new Event.Answered(at, step, Choice.ACCEPT, text, text),
        new Event.GateReached(at, approval, Work.RUN, at),
        new Event.AnnouncementStarted(at, announcement, 1, text, text, text, text),
        new Event.AnnouncementFailed(at, announcement, 1, text, false),
        new Event.Attested(at, approval, text, text, text, text, text),
        new Event.Waived(at, approval, text, text, text, text, at.plusSeconds(9), text),
        new Event.Voted(at, approval, text, text, true, text, text),
        new Event.RunResumed(at, 2, text, new PlanDescription(text, 2, changed), 0),
        new Event.Attested(at, approval, text, text, text, text, text),
        new Event.GateReached(at, watch, Work.RUN, at),
        new Event.Tripped(at, watch, text, text),
        new Event.PointPassed(at, phase + "/point", text),
        new Event.GateReached(at, gate, Work.RUN, at),
        new Event.Sampled(at, gate, Work.RUN, Verdict.fail("code", text, evidence), null),
        new Event.GateFailed(at, gate, Work.RUN, Trigger.GATE_FAILED, text),
        new Event.Warned(at, gate, text),
        new Event.Paused(at, text, text),
        new Event.RollbackStarted(at, Trigger.GATE_FAILED, gate, text, text),
        new Event.RunEnded(at, Outcome.PARTIAL, text, List.of(new Leftover(step, text))));
  }
}
