package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A heading and what stands beneath it, while a checklist is read. */
final class Section {
  final int level;
  final int line;
  final String title;
  final @Nullable Section parent;
  final List<Found> found = new ArrayList<>();
  final Map<String, String> keys = new TreeMap<>();

  Section(int level, int line, String title, @Nullable Section parent) {
    this.level = level;
    this.line = line;
    this.title = title;
    this.parent = parent;
  }

  /** Returns the headings from the outermost to this one, in lower case, a line each. */
  String path() {
    String own = title.toLowerCase(Locale.ROOT);
    return parent == null ? own : parent.path() + "\n" + own;
  }

  /** Returns what is said of this section or one around it by a key such as owner. */
  @Nullable String said(String key) {
    String own = keys.get(key);
    return own != null || parent == null ? own : parent.said(key);
  }

  /** Returns the window that this section or one around it is about. */
  Times.@Nullable Window window() {
    Times.Window own = Times.window(title);
    return own != null || parent == null ? own : parent.window();
  }
}
