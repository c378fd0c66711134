package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An item as it stands in the checklist, before it is judged. */
final class Found {
  /** What is longer is a page, not an item; the limit keeps it a constant that javac takes. */
  static final int LONGEST = 1000;

  final int line;
  final String text;
  final String group;
  String id = "";
  String bold = "";
  boolean commands;
  final List<Script> scripts = new ArrayList<>();
  final List<String> links = new ArrayList<>();
  final Map<String, String> keys = new TreeMap<>();

  Found(int line, String raw, String group) {
    this.line = line;
    this.text = Names.cut(Secrets.masked(raw), LONGEST);
    this.group = group;
  }
}
