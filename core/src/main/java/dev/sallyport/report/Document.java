package dev.sallyport.report;

import java.util.ArrayList;
import java.util.List;

/** A report as headings, paragraphs, tables and lists; written as Markdown or as plain text. */
final class Document {
  private final List<Block> blocks = new ArrayList<>();

  /** A part of a document. */
  sealed interface Block {}

  /** A heading; level 1 is the title. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** Rows of cells; without a header if that is empty. */
  record Table(List<String> header, List<List<String>> rows) implements Block {}

  /** A list, numbered or not. */
  record Items(boolean numbered, List<String> items) implements Block {}

  /**
   * A line of a checklist.
   *
   * @param ticked whether its box is ticked
   * @param title what was to be done
   * @param text what became of it
   * @param details more of it, a line each
   */
  record Task(boolean ticked, String title, String text, List<String> details) {
    Task {
      details = List.copyOf(details);
    }

    static Task of(boolean ticked, String title, String text) {
      return new Task(ticked, title, text, List.of());
    }
  }

  /** A checklist. */
  record Tasks(List<Task> tasks) implements Block {}

  /** A line of a form; an empty value is left to be filled in by hand. */
  record Field(String label, String value) {}

  /** A form. */
  record Form(List<Field> fields) implements Block {}

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  Document heading(int level, String text) {
    blocks.add(new Heading(level, text));
    return this;
  }

  Document paragraph(String text) {
    blocks.add(new Paragraph(text));
    return this;
  }

  Document table(List<String> header, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      blocks.add(new Table(header, List.copyOf(rows)));
    }
    return this;
  }

  Document items(boolean numbered, List<String> items) {
    if (!items.isEmpty()) {
      blocks.add(new Items(numbered, List.copyOf(items)));
    }
    return this;
  }

  Document tasks(List<Task> tasks) {
    if (!tasks.isEmpty()) {
      blocks.add(new Tasks(List.copyOf(tasks)));
    }
    return this;
  }

  Document form(Field... fields) {
    blocks.add(new Form(List.of(fields)));
    return this;
  }
}
