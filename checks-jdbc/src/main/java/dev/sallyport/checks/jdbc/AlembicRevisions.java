package dev.sallyport.checks.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The revisions of Alembic scripts and how they hang together. Pure.
 *
 * @param all the revisions by id
 */
record AlembicRevisions(Map<String, Revision> all) {

  /**
   * One script.
   *
   * @param id its revision
   * @param down those it follows
   * @param dependsOn those of other branches that it needs
   * @param labels names of the branch that begins with it
   */
  record Revision(String id, List<String> down, List<String> dependsOn, List<String> labels) {
    static Revision parse(String text) {
      Python python = Python.module(text);
      List<String> ids = python.strings("revision").orElse(List.of());
      if (ids.size() != 1) {
        throw new IllegalArgumentException("it says no revision");
      }
      Optional<List<String>> down = python.strings("down_revision");
      if (down.isEmpty()) {
        throw new IllegalArgumentException("it says no down_revision");
      }
      return new Revision(
          ids.get(0),
          down.get(),
          python.strings("depends_on").orElse(List.of()),
          python.strings("branch_labels").orElse(List.of()));
    }
  }

  /** Returns what the scripts contradict themselves in. */
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    for (Revision revision : all.values()) {
      for (String before : revision.down()) {
        if (!all.containsKey(before)) {
          found.add(revision.id() + " follows " + before + ", which is not there");
        }
      }
      for (String needed : revision.dependsOn()) {
        if (resolve(needed).isEmpty()) {
          found.add(revision.id() + " depends on " + needed + ", which is not there");
        }
      }
    }
    if (found.isEmpty() && heads().isEmpty()) {
      found.add("they follow each other in a circle");
    }
    return found;
  }

  /** Returns the revisions that no other follows. */
  Set<String> heads() {
    Set<String> heads = new TreeSet<>(all.keySet());
    all.values().forEach(revision -> heads.removeAll(revision.down()));
    return heads;
  }

  /** Returns these revisions and all that come before them or that they depend on. */
  Set<String> upTo(Collection<String> revisions) {
    Set<String> seen = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(revisions);
    while (!left.isEmpty()) {
      Revision revision = all.get(left.pop());
      if (revision != null && seen.add(revision.id())) {
        left.addAll(revision.down());
        revision.dependsOn().forEach(needed -> resolve(needed).ifPresent(left::add));
      }
    }
    return seen;
  }

  /** Returns all that come before a revision in its own branch. */
  Set<String> before(String id) {
    Set<String> seen = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(id));
    while (!left.isEmpty()) {
      Revision revision = all.get(left.pop());
      if (revision != null) {
        revision.down().stream().filter(seen::add).forEach(left::add);
      }
    }
    return seen;
  }

  private Optional<String> resolve(String idOrLabel) {
    if (all.containsKey(idOrLabel)) {
      return Optional.of(idOrLabel);
    }
    return all.values().stream()
        .filter(revision -> revision.labels().contains(idOrLabel))
        .map(Revision::id)
        .findFirst();
  }
}
