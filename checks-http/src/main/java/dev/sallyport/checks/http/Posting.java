package dev.sallyport.checks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Hands events to a service by posting them, as JSON. */
record Posting(
    Poster post, URI entrance, Function<URI, String> event, Optional<Secret<String>> token)
    implements Delivery {

  @Override
  public String send(URI stub, CheckContext context) throws Unseen, InterruptedException {
    String body = event.apply(stub);
    Map<String, String> headers =
        token
            .map(secret -> Map.of("Authorization", "Bearer " + context.secret(secret)))
            .orElse(Map.of());
    int status;
    try {
      status = post.send(entrance, body.getBytes(UTF_8), headers, context).status();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      Trouble trouble = Trouble.of(e);
      throw new Unseen(
          entrance
              + " did not take the event: "
              + trouble.code()
              + ". Likely "
              + trouble.likelyCause()
              + ". What it does with events was not judged.",
          e);
    }
    if (status < 200 || status > 299) {
      throw new Unseen(
          entrance
              + " answered the event with "
              + status
              + ", not 2xx. Look at the event, and at the token. What it does with events was not"
              + " judged.");
    }
    return body;
  }
}
