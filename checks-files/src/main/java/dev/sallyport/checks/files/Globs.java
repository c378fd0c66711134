package dev.sallyport.checks.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Finds the files that a path or a glob stands for. */
final class Globs {
  private static final int MOST = 20_000;
  private static final String SPECIAL = "*?[{";

  private Globs() {}

  /**
   * Returns the files, in order of their paths; folders are left out, links to folders not
   * followed.
   *
   * @throws TroubleException if there is none, or too many
   */
  static Set<Path> find(Path folder, String pattern) throws IOException {
    if (!isGlob(pattern) || Files.exists(folder.resolve(pattern), LinkOption.NOFOLLOW_LINKS)) {
      return Set.of(folder.resolve(pattern).normalize());
    }
    String whole = pattern.startsWith("/") ? pattern : escaped(folder) + "/" + pattern;
    Path start = fixedPart(folder, pattern);
    PathMatcher matcher = start.getFileSystem().getPathMatcher("glob:" + whole);
    Set<Path> found = new TreeSet<>();
    if (Files.isDirectory(start)) {
      int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/", -1).length;
      Files.walkFileTree(
          start, EnumSet.noneOf(FileVisitOption.class), depth, new Collector(matcher, found));
    }
    if (found.isEmpty()) {
      throw new Trouble(Trouble.Kind.MISSING, whole, "matches no file").thrown();
    }
    return found;
  }

  /**
   * Returns the pattern, if it can be one.
   *
   * @throws IllegalArgumentException if not
   */
  static String checked(String pattern) {
    try {
      if (isGlob(pattern)) {
        FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The glob '"
              + pattern
              + "' cannot be read: "
              + e.getDescription()
              + ". Put a backslash before a bracket that means itself.",
          e);
    }
  }

  private static boolean isGlob(String pattern) {
    return pattern.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  private static String escaped(Path folder) {
    return folder.toString().replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0");
  }

  private static Path fixedPart(Path folder, String pattern) {
    Path fixed = pattern.startsWith("/") ? Path.of("/") : folder;
    for (String name : pattern.split("/", -1)) {
      if (isGlob(name)) {
        return fixed;
      }
      fixed = fixed.resolve(name);
    }
    return fixed;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final PathMatcher matcher;
    private final Set<Path> found;

    Collector(PathMatcher matcher, Set<Path> found) {
      this.matcher = matcher;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
      if (!seen.isDirectory() && matcher.matches(file)) {
        found.add(file);
      }
      if (Thread.currentThread().isInterrupted()) {
        return FileVisitResult.TERMINATE; // nobody waits for it
      }
      if (found.size() > MOST) {
        throw Look.trouble(Trouble.Kind.TOO_LARGE, file, "is one of more than " + MOST + " files");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      throw Look.trouble(file, problem); // a folder that may not be entered could hold a report
    }
  }
}
