package dev.sallyport.checks.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * Reads the change sets of Liquibase's changelogs: XML and formatted SQL, with what they include.
 *
 * <p>For one use by one thread.
 */
final class Changelog {
  private static final Pattern SQL_SET =
      Pattern.compile("(?mi)^\\s*--\\s*changeset\\s+([^:\\s]+):(\"[^\"]+\"|\\S+)(.*)$");
  private static final Pattern SQL_HEAD =
      Pattern.compile("(?i)^\\s*--\\s*liquibase formatted sql(.*)$", Pattern.MULTILINE);
  private static final Pattern SQL_ATTRIBUTE = Pattern.compile("(\\w+):(\"[^\"]+\"|\\S+)");
  private static final int DEEPEST = 50;

  private final Path root;
  private final List<ChangeSet> sets = new ArrayList<>();

  private Changelog(Path root) {
    this.root = root;
  }

  /**
   * Returns the change sets of a changelog, in order.
   *
   * @throws IllegalArgumentException if a file is in a form that is not known here
   */
  static List<ChangeSet> read(Path root, String file) throws IOException {
    Changelog changelog = new Changelog(root);
    changelog.include(file, Map.of(), 0);
    return List.copyOf(changelog.sets);
  }

  private void include(String file, Map<String, String> inherited, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(file + " includes itself");
    }
    String path = file.replaceFirst("^classpath:", "").replaceFirst("^/+", "");
    String text = ScriptFiles.text(root.resolve(path));
    if (path.endsWith(".xml")) {
      xml(path, text, inherited, depth);
    } else if (path.endsWith(".sql")) {
      sql(path, text, inherited);
    } else {
      throw new IllegalArgumentException(
          path + " is no changelog in XML or SQL, the forms that are read here");
    }
  }

  private void sql(String path, String text, Map<String, String> inherited) {
    Matcher head = SQL_HEAD.matcher(text);
    if (!head.find()) {
      sets.add(new ChangeSet(path, "includeAll", "raw", inherited));
      return;
    }
    String logical = attributes(head.group(1)).getOrDefault("logicalFilePath", path);
    Matcher set = SQL_SET.matcher(text);
    while (set.find()) {
      Map<String, String> all = new TreeMap<>(inherited);
      all.putAll(attributes(set.group(3)));
      sets.add(
          new ChangeSet(
              all.getOrDefault("logicalFilePath", logical),
              set.group(1),
              unquoted(set.group(2)),
              all));
    }
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> all = new TreeMap<>();
    Matcher matcher = SQL_ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      all.put(matcher.group(1), unquoted(matcher.group(2)));
    }
    return all;
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }

  private void xml(String path, String text, Map<String, String> inherited, int depth)
      throws IOException {
    Element changelog = XmlFile.parse(path, text);
    String logical = XmlFile.attribute(changelog, "logicalFilePath", path);
    for (Element element : XmlFile.children(changelog)) {
      Map<String, String> all = new TreeMap<>(inherited);
      all.putAll(XmlFile.attributes(element));
      switch (XmlFile.name(element)) {
        case "changeSet" ->
            sets.add(
                new ChangeSet(
                    XmlFile.attribute(element, "logicalFilePath", logical),
                    XmlFile.attribute(element, "author", ""),
                    XmlFile.attribute(element, "id", ""),
                    all));
        case "include" ->
            include(resolved(path, element, "file"), passedOn(element, inherited), depth + 1);
        case "includeAll" ->
            includeAll(resolved(path, element, "path"), passedOn(element, inherited), depth + 1);
        default -> {
          // properties and preconditions do not matter here
        }
      }
    }
  }

  private static Map<String, String> passedOn(Element include, Map<String, String> inherited) {
    Map<String, String> passed = new TreeMap<>(inherited);
    for (String name : List.of("context", "contextFilter")) {
      String value = XmlFile.attribute(include, name, "");
      if (!value.isEmpty()) {
        passed.put(name, value);
      }
    }
    return passed;
  }

  private static String resolved(String including, Element element, String attribute) {
    String file = XmlFile.attribute(element, attribute, "");
    if (!XmlFile.attribute(element, "relativeToChangelogFile", "false").equals("true")) {
      return file;
    }
    int slash = including.lastIndexOf('/');
    Path folder = Path.of(slash < 0 ? "" : including.substring(0, slash));
    return folder.resolve(file).normalize().toString().replace('\\', '/');
  }

  private void includeAll(String folder, Map<String, String> inherited, int depth)
      throws IOException {
    String path = folder.replaceFirst("^classpath:", "").replaceFirst("^/+", "");
    for (Path file : ScriptFiles.below(root.resolve(path), "(?i).*\\.(xml|sql|ya?ml|json)")) {
      include(root.relativize(file).toString().replace('\\', '/'), inherited, depth);
    }
  }
}
