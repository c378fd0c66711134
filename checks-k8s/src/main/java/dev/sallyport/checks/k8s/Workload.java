package dev.sallyport.checks.k8s;

import java.util.Locale;
import java.util.Objects;

/**
 * A workload by its name: what keeps pods running.
 *
 * @param kind what it is
 * @param namespace where it is
 * @param name its name
 */
public record Workload(Kind kind, String namespace, String name) {

  /** What keeps pods running. */
  public enum Kind {
    /** Interchangeable pods, replaced by the version of their template. */
    DEPLOYMENT,
    /** Pods with names of their own, replaced one after the other. */
    STATEFUL_SET,
    /** One pod on each node. */
    DAEMON_SET;

    String plural() {
      return name().toLowerCase(Locale.ROOT).replace("_", "") + "s";
    }
  }

  /** Refuses what is missing. */
  public Workload {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** Returns a Deployment. */
  public static Workload deployment(String namespace, String name) {
    return new Workload(Kind.DEPLOYMENT, namespace, name);
  }

  /** Returns a StatefulSet. */
  public static Workload statefulSet(String namespace, String name) {
    return new Workload(Kind.STATEFUL_SET, namespace, name);
  }

  /** Returns a DaemonSet. */
  public static Workload daemonSet(String namespace, String name) {
    return new Workload(Kind.DAEMON_SET, namespace, name);
  }

  String path() {
    return "/apis/apps/v1/namespaces/" + namespace + "/" + kind.plural() + "/" + name;
  }

  /** Returns the name as people write it: {@code deployment shop/web}. */
  @Override
  public String toString() {
    return kind.plural().substring(0, kind.plural().length() - 1) + " " + namespace + "/" + name;
  }
}
