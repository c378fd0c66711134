package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link BackupVerifier} has read of a backup. Immutable.
 *
 * @param how as what it was read, for example {@code tar}
 * @param items how many things it holds: files, or tables with data; none is never a pass
 * @param names the names of the items, or of the first of them where there are very many
 * @param content how large they are together, or as far as it is known
 */
public record Verified(String how, long items, List<String> names, DataSize content) {
  /** How many names are kept. */
  static final int NAMES = 200_000;

  /** Copies the list. */
  public Verified {
    Objects.requireNonNull(how, "how");
    names = List.copyOf(names);
    Objects.requireNonNull(content, "content");
  }
}
