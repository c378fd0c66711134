package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The migrations of Django apps and which of them are still to be applied. Pure.
 *
 * @param migrations all of the scripts, by {@code app.name}
 */
record DjangoPlan(Map<String, Migration> migrations) {

  /**
   * One script.
   *
   * @param replaces those that it was squashed from, as {@code app.name}
   * @param dependencies those it needs, as {@code app.name}; such as {@code __first__} left out
   */
  record Migration(List<String> replaces, List<String> dependencies) {
    static Migration of(Python python) {
      return new Migration(names(python, "replaces"), names(python, "dependencies"));
    }

    private static List<String> names(Python python, String list) {
      return python.pairs(list).stream().map(pair -> pair.get(0) + "." + pair.get(1)).toList();
    }
  }

  Set<String> apps() {
    Set<String> apps = new TreeSet<>();
    migrations.keySet().forEach(name -> apps.add(app(name)));
    return apps;
  }

  private static String app(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  /** Returns the rows of our apps that neither is a script nor was replaced by one. */
  List<String> unknown(Set<String> rows) {
    Set<String> known = new TreeSet<>(migrations.keySet());
    migrations.values().forEach(migration -> known.addAll(migration.replaces()));
    Set<String> apps = apps();
    return rows.stream().filter(row -> apps.contains(app(row)) && !known.contains(row)).toList();
  }

  List<Objection> findings(Set<String> rows) {
    List<Objection> findings = new ArrayList<>();
    Set<String> planned = new TreeSet<>(migrations.keySet());
    for (Map.Entry<String, Migration> one : migrations.entrySet()) {
      List<String> replaced = one.getValue().replaces();
      List<String> left = replaced.stream().filter(name -> !applied(name, rows)).toList();
      if (replaced.isEmpty()) {
        continue;
      }
      if (left.isEmpty() || left.size() == replaced.size() || rows.contains(one.getKey())) {
        planned.removeAll(replaced);
      } else {
        // Django leaves a squashed migration out while only some of the replaced are applied
        planned.remove(one.getKey());
        halfApplied(one.getKey(), left).ifPresent(findings::add);
      }
    }
    List<String> missing = planned.stream().filter(name -> !applied(name, rows)).toList();
    if (!missing.isEmpty()) {
      findings.add(MigrationScripts.pending("Django", missing, planned.size()));
    }
    findings.addAll(inconsistencies(planned, rows));
    return findings;
  }

  private boolean applied(String name, Set<String> rows) {
    if (rows.contains(name)) {
      return true;
    }
    Migration migration = migrations.get(name);
    return migration != null
        && !migration.replaces().isEmpty()
        && migration.replaces().stream().allMatch(one -> applied(one, rows));
  }

  private Optional<Objection> halfApplied(String squashed, List<String> left) {
    List<String> gone = left.stream().filter(name -> !migrations.containsKey(name)).toList();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.fail(
            "squash-half-applied",
            squashed,
            "Of what "
                + squashed
                + " replaces, "
                + Rows.few(gone)
                + " is not applied, and its script is gone",
            "Django can run neither. Deploy the release that still has those scripts first."));
  }

  private List<Objection> inconsistencies(Set<String> planned, Set<String> rows) {
    List<Objection> findings = new ArrayList<>();
    for (String name : planned) {
      Migration migration = migrations.get(name);
      if (migration == null || !applied(name, rows)) {
        continue;
      }
      for (String needed : migration.dependencies()) {
        if (planned.contains(needed) && !applied(needed, rows)) {
          findings.add(
              Objection.fail(
                  "history-inconsistent",
                  name,
                  name + " is applied, but " + needed + ", which it depends on, is not",
                  "Django will refuse to migrate. A dependency was added later, or the row was"
                      + " faked: mend the table by migrate --fake."));
        }
      }
    }
    return findings;
  }
}
