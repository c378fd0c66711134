package dev.sallyport.checks.k8s;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;

/** Looks at the API server for a check, and says what kept it from looking. */
final class Looked {
  private Looked() {}

  /** What a check does once it may look. */
  @FunctionalInterface
  interface Look {
    Verdict judge(Call call, Evidence evidence) throws Exception;
  }

  /** Returns the verdict of a look; inconclusive if the server cannot be asked or refuses. */
  static Verdict at(Api api, String asked, CheckContext context, Look look) {
    Evidence evidence = Evidence.of(api.server() + ": " + asked, context.clock().instant());
    try {
      return look.judge(Call.of(context), evidence);
    } catch (ApiException e) {
      return Verdict.inconclusive(Verdict.Cause.ERROR, e.getMessage() + ". " + wayOut(e), evidence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("The answer is no longer wanted.");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("An API server is asked by ApiReader only", e);
    }
  }

  private static String wayOut(ApiException e) {
    return switch (e.status()) {
      case 401 -> "Give the check a token or certificate that the server takes.";
      case 403 -> "Let the user of the check read what it asks: a Role with get and list.";
      default -> "Look at the address, the certificates, and whether the server is up.";
    };
  }
}
