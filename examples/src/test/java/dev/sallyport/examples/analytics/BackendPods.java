package dev.sallyport.examples.analytics;

import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * Runs each container as a {@link FormBackend} of the image's version, with the pod's variables.
 */
record BackendPods(Config config, UnaryOperator<Config> pod) implements LocalNodes.Program {

  /** Backends that are all configured the same way. */
  static BackendPods of(Config config) {
    return new BackendPods(config, UnaryOperator.identity());
  }

  @Override
  public LocalNodes.Running start(LocalNodes.Container container) throws Exception {
    FormBackend backend =
        FormBackend.start(
            pod.apply(
                config
                    .withVersion(container.version())
                    .withEnv(container.env())
                    .withLog(container.log())));
    return new LocalNodes.Running() {
      @Override
      public URI address() {
        return backend.address();
      }

      @Override
      public void close() {
        backend.close();
      }
    };
  }
}
