package dev.sallyport.checks.files;

import java.io.IOException;

/** Thrown where reading cannot go on, with what is to be said of it. */
final class TroubleException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;

  TroubleException(Trouble trouble) {
    super(trouble.objection().text());
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
