package dev.sallyport.checks.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XML file as a stream, to its very end. Document types are passed over: no entity is
 * expanded and nothing outside is asked for.
 */
final class XmlReport implements AutoCloseable {
  private final XMLStreamReader xml;
  private final Deque<String> open = new ArrayDeque<>();

  private XmlReport(XMLStreamReader xml) {
    this.xml = xml;
  }

  static XmlReport of(InputStream in) throws IOException {
    // the JDK's own, whatever else is on the class path
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("it asks for " + systemId);
        });
    try {
      return new XmlReport(factory.createXMLStreamReader(in));
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /**
   * Goes on to the next element's begin or end; false at the end of the file.
   *
   * @throws MalformedException if the file is no well-formed XML up to there
   */
  boolean next() throws IOException {
    try {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          open.push(xml.getLocalName());
          return true;
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
          open.pop();
          return true;
        }
        if (event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new MalformedException("it refers to an entity of its own");
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  boolean begins() {
    return xml.getEventType() == XMLStreamConstants.START_ELEMENT;
  }

  /** Returns the name of the element that begins or ends here. */
  String name() {
    return xml.getLocalName();
  }

  /** Returns how many elements are open, with the one that begins here. */
  int depth() {
    return open.size();
  }

  /** Returns the name of the open element that holds the one which begins here; empty for none. */
  String parent() {
    return open.stream().skip(1).findFirst().orElse("");
  }

  @Nullable String attribute(String name) {
    return xml.getAttributeValue(null, name);
  }

  String attribute(String name, String otherwise) {
    String value = attribute(name);
    return value == null ? otherwise : value;
  }

  /** Returns a count, or -1 if the element does not have it. */
  long count(String name) throws MalformedException {
    String value = attribute(name, "").strip();
    if (value.isEmpty()) {
      return -1;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedException(name + " of <" + name() + "> is not a number: " + value);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private static IOException broken(XMLStreamException problem) {
    if (problem.getNestedException() instanceof IOException io
        && !(io instanceof CharConversionException)) {
      return io;
    }
    String text = String.valueOf(problem.getMessage()).replaceAll("\\s+", " ");
    return new MalformedException(text);
  }
}
