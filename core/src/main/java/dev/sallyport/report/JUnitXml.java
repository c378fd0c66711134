package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a run as a JUnit XML report, in the elements and attributes that Maven Surefire's schema
 * and that of Jenkins' xUnit plugin have in common.
 */
final class JUnitXml {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;
  private final Times times;

  private JUnitXml(Times times) throws XMLStreamException {
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    this.times = times;
  }

  static String write(Story story, List<Event> events, Times times) {
    try {
      return new JUnitXml(times).report(story, JUnitSuite.of(story, Hands.of(events), times));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A string can be written to.", e);
    }
  }

  private String report(Story story, List<JUnitSuite> suites) throws XMLStreamException {
    Map<String, String> facts = facts(story);
    xml.writeStartDocument("UTF-8", "1.0");
    begin(0, "testsuites");
    attribute("name", facts.getOrDefault("plan", "sallyport"));
    attribute("tests", suites.stream().mapToLong(suite -> suite.cases().size()).sum());
    attribute("failures", count(suites, JUnitResult.Kind.FAILURE));
    attribute("errors", count(suites, JUnitResult.Kind.ERROR));
    attribute("time", seconds(story.elapsed(times.now())));
    for (JUnitSuite suite : suites) {
      suite(suite, facts);
    }
    end(0);
    xml.writeEndDocument();
    xml.close();
    return text + "\n";
  }

  private Map<String, String> facts(Story story) {
    Map<String, String> facts = new LinkedHashMap<>();
    Event.RunStarted begun = story.begun();
    if (begun != null && story.plan() != null) {
      facts.put("run", begun.runId());
      facts.put("plan", story.plan().name() + " " + story.plan().version());
      facts.put("fingerprint", story.plan().fingerprint());
      facts.put("started by", begun.by());
      facts.put("started", begun.at().toString());
    }
    Event.RunEnded end = story.end();
    if (end != null) {
      facts.put("ended", end.at().toString());
      facts.put("outcome", end.outcome().name());
    }
    return facts;
  }

  private void suite(JUnitSuite suite, Map<String, String> facts) throws XMLStreamException {
    begin(1, "testsuite");
    attribute("name", suite.name());
    attribute("tests", suite.cases().size());
    attribute("failures", suite.count(JUnitResult.Kind.FAILURE));
    attribute("errors", suite.count(JUnitResult.Kind.ERROR));
    attribute("skipped", suite.count(JUnitResult.Kind.SKIPPED));
    attribute("time", seconds(suite.took()));
    Instant began = suite.began();
    if (began != null) {
      attribute("timestamp", timestamp(began));
    }
    begin(2, "properties");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      indent(3);
      xml.writeEmptyElement("property");
      attribute("name", fact.getKey());
      attribute("value", fact.getValue());
    }
    end(2);
    for (JUnitCase one : suite.cases()) {
      test(one);
    }
    end(1);
  }

  private void test(JUnitCase one) throws XMLStreamException {
    begin(2, "testcase");
    attribute("name", one.name());
    attribute("classname", one.suite());
    attribute("time", seconds(one.took()));
    JUnitResult result = one.result();
    boolean told = result.kind().tells();
    if (result.kind() != JUnitResult.Kind.PASSED) {
      begin(3, result.kind().element());
      if (!result.type().isEmpty()) {
        attribute("type", result.type());
      }
      attribute("message", result.message());
      if (told) {
        xml.writeCharacters(lines(one.said()));
      }
      xml.writeEndElement();
    }
    List<String> out = new ArrayList<>(told ? List.of() : one.said());
    out.addAll(one.beside());
    if (!out.isEmpty()) {
      begin(3, "system-out");
      xml.writeCharacters(lines(out));
      xml.writeEndElement();
    }
    end(2);
  }

  private void begin(int depth, String element) throws XMLStreamException {
    indent(depth);
    xml.writeStartElement(element);
  }

  private void end(int depth) throws XMLStreamException {
    indent(depth);
    xml.writeEndElement();
  }

  private void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** A reader would make blanks of the line breaks of an attribute. */
  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Words.plain(value));
  }

  private void attribute(String name, long value) throws XMLStreamException {
    attribute(name, Long.toString(value));
  }

  private static String lines(List<String> said) {
    return said.stream().map(Words::plain).collect(Collectors.joining("\n"));
  }

  private static long count(List<JUnitSuite> suites, JUnitResult.Kind kind) {
    return suites.stream().mapToLong(suite -> suite.count(kind)).sum();
  }

  private static String seconds(Duration span) {
    return String.format(Locale.ROOT, "%d.%03d", span.toSeconds(), span.toMillisPart());
  }

  private String timestamp(Instant at) {
    return TIMESTAMP.withZone(times.zone()).format(at);
  }
}
