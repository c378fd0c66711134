package dev.sallyport.checks.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a JUnit XML report, as a stream. */
final class JUnitXml {
  private static final int KEPT = 20;
  private static final int NAMES = 200_000;
  private static final int LONGEST = 200;
  private static final Set<String> FLAKES = Set.of("flakyFailure", "flakyError");

  private final List<String> failed = new ArrayList<>();
  private final Map<String, Long> ran = new HashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final Deque<Suite> suites = new ArrayDeque<>();
  private TestCounts total = TestCounts.NONE;

  /** The test that is being read, or was read last. */
  private Case open = new Case("", "");

  private JUnitXml() {}

  static TestReport read(InputStream in) throws IOException {
    try (XmlReport xml = XmlReport.of(in)) {
      return new JUnitXml().read(xml);
    }
  }

  private TestReport read(XmlReport xml) throws IOException {
    while (xml.next()) {
      String name = xml.name();
      if (xml.begins()) {
        if (xml.depth() == 1 && !name.equals("testsuites") && !name.equals("testsuite")) {
          throw new MalformedException("its first element is <" + name + ">, not <testsuites>");
        }
        begin(xml, name);
      } else if (name.equals("testcase")) {
        endCase();
      } else if (name.equals("testsuite") || name.equals("testsuites")) {
        endSuite();
      }
    }
    return new TestReport(total, failed, ran, contradictions);
  }

  private void begin(XmlReport xml, String name) throws IOException {
    String parent = xml.parent();
    if (name.equals("testsuite") || name.equals("testsuites")) {
      suites.stream().findFirst().ifPresent(outer -> outer.nests = true);
      suites.push(Suite.of(xml));
    } else if (name.equals("testcase")) {
      open = Case.of(xml);
    } else if (parent.equals("testcase")) {
      open.has(name, xml.attribute("message", ""));
    } else if (parent.equals("testsuite") && (name.equals("error") || name.equals("failure"))) {
      // not of a test: its set-up, or the whole file
      Case around = new Case(suites.element().name, "");
      around.has(name, xml.attribute("message", ""));
      add(new TestCounts(0, 0, 1, 0, 0));
      fail(around);
    }
  }

  private void endCase() throws IOException {
    TestCounts one = open.counts();
    add(one);
    if (one.failures() + one.errors() > 0) {
      fail(open);
    }
    if (one.ran() > 0) {
      ran.merge(open.type, 1L, Long::sum);
      suites.stream().map(s -> s.name).distinct().forEach(s -> ran.merge(s, 1L, Long::sum));
    }
    if (ran.size() > NAMES) {
      throw new MalformedException("it has more than " + NAMES + " suites");
    }
  }

  private void add(TestCounts more) {
    total = total.plus(more);
    suites.forEach(suite -> suite.counted = suite.counted.plus(more));
  }

  private void fail(Case test) {
    if (failed.size() < KEPT) {
      failed.add(test.words());
    }
  }

  private void endSuite() {
    Suite suite = suites.element();
    add(new TestCounts(0, 0, 0, suite.notRun(), 0));
    suites.pop();
    suite.contradiction().ifPresent(contradictions::add);
  }

  /** Cuts a text from the report down to a line. */
  static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** One test. */
  private static final class Case {
    private final String type;
    private final String name;
    private String message = "";
    private boolean failure;
    private boolean error;
    private boolean skipped;
    private boolean flaky;

    Case(String type, String name) {
      this.type = type;
      this.name = name;
    }

    static Case of(XmlReport xml) {
      Case test = new Case(xml.attribute("classname", ""), xml.attribute("name", ""));
      test.skipped = xml.attribute("status", "").equals("notrun"); // Google Test
      return test;
    }

    void has(String element, String said) {
      failure |= element.equals("failure");
      error |= element.equals("error");
      skipped |= element.equals("skipped") || element.equals("disabled");
      flaky |= FLAKES.contains(element);
      message = failure || error ? said : message;
    }

    TestCounts counts() {
      return new TestCounts(
          1, failure ? 1 : 0, error && !failure ? 1 : 0, isSkipped() ? 1 : 0, flaky ? 1 : 0);
    }

    private boolean isSkipped() {
      return skipped && !failure && !error;
    }

    String words() {
      String whole = type.isEmpty() || name.isEmpty() ? type + name : type + "." + name;
      return line(message.isBlank() ? whole : whole + ": " + message);
    }
  }

  /** A suite, or the file as a whole: what it declares, and what was seen in it. */
  private static final class Suite {
    private final String name;
    private final TestCounts declared;
    private TestCounts counted = TestCounts.NONE;
    private boolean nests;

    private Suite(String name, TestCounts declared) {
      this.name = name;
      this.declared = declared;
    }

    static Suite of(XmlReport xml) throws MalformedException {
      return new Suite(
          xml.attribute("name", ""),
          new TestCounts(xml.count("tests"), xml.count("failures"), xml.count("errors"), -1, -1));
    }

    /**
     * What jest-junit only plans to do stands there like a test that passed, but is not counted.
     */
    long notRun() {
      boolean declares = declared.tests() >= 0 && !nests;
      return declares ? Math.max(0, counted.tests() - declared.tests()) : 0;
    }

    /** More than declared is no contradiction: pytest counts a test and its clean-up as one. */
    Optional<String> contradiction() {
      long failures = counted.failures() + counted.errors();
      boolean fewer = declared.tests() > counted.tests();
      boolean milder = declared.failures() > failures || declared.errors() > failures;
      if (!fewer && !milder) {
        return Optional.empty();
      }
      return Optional.of(
          String.format(
              "declares %d tests, %d failures and %d errors in '%s', but holds %d and %d failed",
              declared.tests(),
              declared.failures(),
              declared.errors(),
              line(name),
              counted.tests(),
              failures));
    }
  }
}
