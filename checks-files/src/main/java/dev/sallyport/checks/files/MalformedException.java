package dev.sallyport.checks.files;

import java.io.IOException;

/** Thrown for a file that is not what it should be: cut off, or of another format. */
final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
