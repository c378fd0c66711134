package dev.sallyport.checks.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cobertura's XML, as coverage.py and others write it too: the lines of each class, counted one by
 * one; those of its methods are the same again. The sums it declares are held against that.
 */
final class CoberturaXml {
  private static final Pattern CONDITIONS = Pattern.compile("\\((\\d{1,9})/(\\d{1,9})\\)");

  private final Set<String> sources = new HashSet<>();
  private Covered lines = Covered.NONE;
  private Covered branches = Covered.NONE;
  private boolean inMethods;

  /** Begins at the first element. */
  CoverageReport read(XmlReport xml) throws IOException {
    long valid = xml.count("lines-valid");
    long covered = xml.count("lines-covered");
    while (xml.next()) {
      String name = xml.name();
      if (name.equals("methods")) {
        inMethods = xml.begins();
      } else if (xml.begins() && name.equals("class")) {
        sources.add(xml.attribute("filename", xml.attribute("name", "")));
      } else if (xml.begins() && name.equals("line") && !inMethods) {
        line(xml);
      }
    }
    boolean same = valid < 0 || lines.equals(new Covered(covered, valid));
    Optional<String> contradiction =
        same
            ? Optional.empty()
            : Optional.of(
                "declares "
                    + covered
                    + " of "
                    + valid
                    + " lines covered, but holds "
                    + lines.covered()
                    + " of "
                    + lines.all());
    return new CoverageReport("Cobertura", lines, branches, sources, contradiction);
  }

  private void line(XmlReport xml) throws IOException {
    long hits = xml.count("hits");
    if (hits < 0) {
      throw new MalformedException("a line lacks its hits");
    }
    lines = lines.plus(new Covered(hits > 0 ? 1 : 0, 1));
    if (xml.attribute("branch", "").equals("true")) {
      Matcher counts = CONDITIONS.matcher(xml.attribute("condition-coverage", ""));
      if (!counts.find()) {
        throw new MalformedException("a line with branches does not count them");
      }
      branches =
          branches.plus(
              new Covered(Long.parseLong(counts.group(1)), Long.parseLong(counts.group(2))));
    }
  }
}
