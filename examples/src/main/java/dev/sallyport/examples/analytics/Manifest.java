package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The manifest that is about to be applied: the Deployment of the new version. */
final class Manifest {
  private static final Map<String, String> OFF =
      Map.of("ENABLE_ANALYTICS", "false", "ANALYTICS_ROLLOUT_PERCENT", "0");

  private final Path file;
  private final String image;

  Manifest(AnalyticsSystems on) {
    this.file = on.home.manifests().resolve("plan3-green.yml");
    this.image = on.at.release().reference();
  }

  /** Returns the check that it brings this release, with its feature switched off. */
  Check hasFlagsOff() {
    return Check.of("manifest", this::judge);
  }

  private Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(file.toString(), context.startedAt()).against(image + " with " + OFF);
    Deployment deployment;
    try (InputStream in = Files.newInputStream(file)) {
      deployment = new KubernetesSerialization().unmarshal(in, Deployment.class);
    } catch (NoSuchFileException e) {
      return Verdict.inconclusive(
          Verdict.Cause.NO_DATA, "There is no manifest " + file + ". Fetch the release.", evidence);
    } catch (IllegalArgumentException e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, file + " is no Deployment: " + e.getMessage(), evidence);
    }
    List<Objection> found = new ArrayList<>();
    Container container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    evidence = evidence.and(container.getName(), "image", container.getImage());
    if (!image.equals(container.getImage())) {
      found.add(
          Objection.fail(
              "other-image",
              container.getName(),
              "The manifest brings " + container.getImage() + ", not " + image,
              "Fetch the manifest of this release."));
    }
    for (Map.Entry<String, String> flag : new java.util.TreeMap<>(OFF).entrySet()) {
      String value = value(container, flag.getKey());
      evidence = evidence.and(container.getName(), flag.getKey(), value);
      if (!value.equals(flag.getValue())) {
        found.add(
            Objection.fail(
                "flag-on",
                flag.getKey(),
                "The manifest has " + flag.getKey() + "=" + value + ", not " + flag.getValue(),
                "Switch it off: the rollout switches it on, share by share."));
      }
    }
    return Verdict.of(found, "The manifest brings " + image + ", switched off", evidence);
  }

  private static String value(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst()
        .orElse("none");
  }
}
