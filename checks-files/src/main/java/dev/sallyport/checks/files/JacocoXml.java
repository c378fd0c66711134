package dev.sallyport.checks.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** JaCoCo's XML: the counters of the report as a whole, held against the sum of its packages'. */
final class JacocoXml {
  private final Set<String> sources = new HashSet<>();
  private String group = "";
  private String packageName = "";
  private Covered lines = Covered.NONE;
  private Covered branches = Covered.NONE;
  private Covered packageLines = Covered.NONE;

  CoverageReport read(XmlReport xml) throws IOException {
    while (xml.next()) {
      if (xml.begins()) {
        begin(xml);
      }
    }
    Optional<String> contradiction =
        lines.equals(packageLines)
            ? Optional.empty()
            : Optional.of(
                "counts " + lines.all() + " lines, but its packages " + packageLines.all());
    return new CoverageReport("JaCoCo", lines, branches, sources, contradiction);
  }

  private void begin(XmlReport xml) throws IOException {
    switch (xml.name()) {
      case "group" -> group = xml.attribute("name", "");
      case "package" -> packageName = xml.attribute("name", "");
      case "sourcefile" -> sources.add(group + ":" + packageName + "/" + xml.attribute("name", ""));
      case "counter" -> counter(xml);
      default -> {
        // methods and classes are in the packages' sums
      }
    }
  }

  private void counter(XmlReport xml) throws IOException {
    String type = xml.attribute("type", "");
    Covered seen =
        new Covered(xml.count("covered"), Math.addExact(xml.count("covered"), xml.count("missed")));
    if (seen.covered() < 0 || seen.all() < seen.covered()) {
      throw new MalformedException("a counter of type " + type + " lacks its numbers");
    }
    if (xml.parent().equals("report")) {
      lines = type.equals("LINE") ? lines.plus(seen) : lines;
      branches = type.equals("BRANCH") ? branches.plus(seen) : branches;
    }
    if (xml.parent().equals("package") && type.equals("LINE")) {
      packageLines = packageLines.plus(seen);
    }
  }
}
