package dev.sallyport.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.xml.sax.SAXException;

/** Reads JUnit XML as others do: by a schema, and by the parser of Maven's report plugin. */
final class JUnitReading {
  private static final Schema SCHEMA = schema();

  private JUnitReading() {}

  private static Schema schema() {
    URL file = Objects.requireNonNull(JUnitReading.class.getResource("/report/junit.xsd"));
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file);
    } catch (SAXException e) {
      throw new IllegalStateException("The schema cannot be read.", e);
    }
  }

  static List<ReportTestSuite> read(String xml) {
    try {
      validate(xml);
      byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
      return new TestSuiteXmlParser(new NullConsoleLogger())
          .parse(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new AssertionError("Not valid, because " + e.getMessage() + ":\n" + xml, e);
    }
  }

  private static void validate(String xml) throws SAXException, IOException {
    SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
  }
}
