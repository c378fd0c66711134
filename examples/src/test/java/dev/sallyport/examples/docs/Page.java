package dev.sallyport.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java blocks of a page. A comment {@code <!-- given: Type name; ... -->} before a block says
 * what the block takes for granted; {@code <!-- goes on -->} that it follows the block before.
 */
record Page(Path file, List<Snippet> snippets) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "((?:<!-- (?:given:[^>]*|goes on) -->\\s*\\n)*)```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern GIVEN = Pattern.compile("<!-- given:([^>]*)-->");

  static Page read(Path file) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(file));
    List<Snippet> snippets = new ArrayList<>();
    while (block.find()) {
      Matcher given = GIVEN.matcher(block.group(1));
      StringBuilder names = new StringBuilder();
      while (given.find()) {
        names.append(given.group(1));
      }
      boolean goesOn = block.group(1).contains("<!-- goes on -->");
      Snippet before = goesOn ? snippets.remove(snippets.size() - 1) : new Snippet("", "");
      snippets.add(new Snippet(before.given() + names, before.code() + block.group(2)));
    }
    return new Page(file, snippets);
  }

  /**
   * A block.
   *
   * @param given declarations it takes for granted
   * @param code the code
   */
  record Snippet(String given, String code) {

    /** Returns a class that holds the block. */
    String asClass(String name) {
      String imports =
          code.lines()
              .filter(line -> line.startsWith("import "))
              .reduce("", (all, line) -> all + line + "\n");
      String body =
          code.lines()
              .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
              .reduce("", (all, line) -> all + line + "\n");
      return Preamble.IMPORTS
          + imports
          + "@SuppressWarnings(\"all\")\nabstract class "
          + name
          + " {\n"
          + parameters()
          + (declaresMembers(body) ? body : "void snippet() throws Exception {\n" + body + "}\n")
          + "}\n";
    }

    private static boolean declaresMembers(String body) {
      return Pattern.compile(
              "^\\s*(@Test|public |private |static |final class|class |record |interface |abstract )",
              Pattern.MULTILINE)
          .matcher(body)
          .find();
    }

    private String parameters() {
      StringBuilder fields = new StringBuilder();
      for (String declaration : given.split(";", -1)) {
        if (!declaration.isBlank()) {
          fields.append("  static ").append(declaration.strip()).append(";\n");
        }
      }
      return fields.toString();
    }
  }
}
