package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.command.Command;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image of the release, built and pushed.
 *
 * <p>The checklist's {@code form-backend:plan3-vX.X.X} names no registry, so it would go to Docker
 * Hub, into the account {@code library}; here the registry is part of the name. That a push ended
 * is not that the image is there: the registry is asked for it, by the digest that was pushed.
 */
final class Image {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final AnalyticsSystems on;
  private final String reference;
  final Step<Void> build;
  final Step<String> push;

  Image(AnalyticsSystems on) {
    this.on = on;
    this.reference = on.at.release().reference();
    this.build =
        step("build-image")
            .run(docker("build", "-t", reference, ".").asStep())
            .readOnly() // of all that runs; an image on this machine harms nobody
            .timeout(LIMIT)
            .covers("P3-051")
            .label("Docker image built successfully");
    this.push =
        step("push-image", String.class)
            .run(docker("push", reference).returning(Image::digest))
            .readOnly() // the same: and who looks for a cause wants it
            .idempotent()
            .timeout(LIMIT)
            .retry(Retry.every(Duration.ofSeconds(1)).attempts(3))
            .covers("P3-052")
            .label("Image pushed to registry");
  }

  Phase image() {
    return phase("Build Image")
        .step(build, push)
        .gate(
            gate("image-in-registry", push, this::isInRegistry)
                .every(on.pace.every())
                .within(on.pace.within()));
  }

  private Check isInRegistry(String digest) {
    return new RegisteredImage(on.at.beyond().registry(), on.at.release()).hasDigest(digest);
  }

  private Command docker(String... words) {
    Command docker = Command.of(on.at.programs().docker());
    for (String word : words) {
      docker = docker.arg(word);
    }
    return docker.in(on.home.app()).timeout(LIMIT);
  }

  /** Both docker and crane say the digest of what they pushed. */
  private static String digest(String said) {
    Matcher digest = DIGEST.matcher(said);
    String last = "";
    while (digest.find()) {
      last = digest.group();
    }
    if (last.isEmpty()) {
      throw new IllegalArgumentException("expected the digest of what was pushed");
    }
    return last;
  }
}
