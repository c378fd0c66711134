package dev.sallyport.examples.analytics;

/** The manifests of the two colours, as the release's folder holds them. */
final class Manifests {
  private Manifests() {}

  /** Returns the Deployment of a colour, such as {@code plan3-green}. */
  static String deployment(String colour, String image, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: form-backend-%1$s
      namespace: %4$s
    spec:
      replicas: %3$d
      selector:
        matchLabels: {app: form-backend-%1$s}
      template:
        metadata:
          labels: {app: form-backend-%1$s, version: %1$s}
        spec:
          terminationGracePeriodSeconds: 30
          containers:
            - name: form-backend
              image: %2$s
              env:
                - {name: ENABLE_ANALYTICS, value: "false"}
                - {name: ANALYTICS_ROLLOUT_PERCENT, value: "0"}
              ports: [{name: http, containerPort: 8080}]
              readinessProbe: {httpGet: {path: /health, port: http}}
    """
        .formatted(colour, image, replicas, KubernetesPart.NAMESPACE);
  }
}
