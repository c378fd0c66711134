package dev.sallyport.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program and what it started, on this machine.
 *
 * <p>Children are forgotten by the system once their parent dies; so all that was ever seen is
 * kept. In a session of its own, also what cut loose from its parent before anybody looked is
 * found. Only a process that opens a session itself, and whose parent died unseen, escapes.
 */
final class OsProcessTree implements ProcessTree {
  private final ProcessHandle root;
  private final boolean ownSession;
  private final ProcFs proc;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();
  private final Set<ProcessHandle> asked = new HashSet<>();
  private boolean groupKilled;

  OsProcessTree(ProcessHandle root, boolean ownSession, ProcFs proc) {
    this.root = root;
    this.ownSession = ownSession;
    this.proc = proc;
    seen.add(root);
  }

  @Override
  public synchronized List<String> living() {
    return look().stream()
        .map(p -> "process " + p.pid() + p.info().command().map(c -> " (" + c + ")").orElse(""))
        .toList();
  }

  @Override
  public synchronized void signal(boolean force) {
    List<ProcessHandle> targets = look();
    if (force) {
      // At once for all of the group, so that none can fork away while the others are killed.
      if (!groupKilled && targets.stream().anyMatch(this::inGroup)) {
        groupKilled = GroupSignal.send("KILL", root.pid());
      }
      targets.forEach(ProcessHandle::destroyForcibly);
      return;
    }
    targets.removeAll(asked);
    boolean first = asked.isEmpty();
    asked.addAll(targets);
    if (first && targets.stream().anyMatch(this::inGroup) && GroupSignal.send("TERM", root.pid())) {
      targets.removeIf(this::inGroup);
    }
    targets.forEach(ProcessHandle::destroy);
  }

  /** Returns what lives, deepest first, so that no parent replaces a child it lost. */
  private List<ProcessHandle> look() {
    Map<ProcessHandle, ProcessHandle> parents = new HashMap<>();
    boolean session = ownSession && sessionIsOurs();
    ProcessHandle.allProcesses()
        .forEach(
            p -> {
              p.parent().ifPresent(parent -> parents.put(p, parent));
              if (session && inSession(p)) {
                seen.add(p);
              }
            });
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<ProcessHandle, ProcessHandle> entry : parents.entrySet()) {
        more |= seen.contains(entry.getValue()) && seen.add(entry.getKey());
      }
    }
    List<ProcessHandle> living = new ArrayList<>(seen);
    living.removeIf(p -> !p.isAlive() || proc.stat(p.pid()).map(ProcFs.Stat::dead).orElse(false));
    living.sort(Comparator.comparing((ProcessHandle p) -> depth(p, parents)).reversed());
    return living;
  }

  private static int depth(ProcessHandle process, Map<ProcessHandle, ProcessHandle> parents) {
    int depth = 0;
    @Nullable ProcessHandle at = parents.get(process);
    while (at != null) {
      depth++;
      at = parents.get(at);
    }
    return depth;
  }

  private boolean inSession(ProcessHandle process) {
    return proc.stat(process.pid()).filter(s -> s.session() == root.pid()).isPresent();
  }

  private boolean inGroup(ProcessHandle process) {
    return ownSession && proc.stat(process.pid()).filter(s -> s.group() == root.pid()).isPresent();
  }

  /** Returns false once the number of the ended program belongs to a stranger. */
  private boolean sessionIsOurs() {
    Optional<ProcessHandle> holder = ProcessHandle.of(root.pid());
    return holder.isEmpty() || holder.get().equals(root);
  }
}
