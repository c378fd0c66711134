package dev.sallyport.checks.jdbc;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads XML without anything from outside: no DTD, no entity, no schema. */
final class XmlFile {
  private XmlFile() {}

  static Element parse(String name, String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  static String name(Element element) {
    return element.getLocalName();
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static String attribute(Element element, String name, String otherwise) {
    return element.hasAttribute(name) ? element.getAttribute(name) : otherwise;
  }

  static Map<String, String> attributes(Element element) {
    NamedNodeMap nodes = element.getAttributes();
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.put(nodes.item(i).getNodeName(), nodes.item(i).getNodeValue());
    }
    return all;
  }
}
