package dev.sallyport.checks.files;

import java.io.IOException;
import java.io.InputStream;

/** Tells JaCoCo's XML from Cobertura's and reads either. */
final class CoverageXml {
  private CoverageXml() {}

  static CoverageReport read(InputStream in) throws IOException {
    try (XmlReport xml = XmlReport.of(in)) {
      xml.next();
      String root = xml.name();
      if (root.equals("report")) {
        return new JacocoXml().read(xml);
      }
      if (root.equals("coverage") && xml.attribute("line-rate") != null) {
        return new CoberturaXml().read(xml);
      }
      throw new MalformedException(
          "its first element is <" + root + ">, neither JaCoCo's <report> nor Cobertura's");
    }
  }
}
