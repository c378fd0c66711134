package dev.sallyport.command;

import dev.sallyport.check.Secret;

/** A text a command is given: as argument, environment variable or standard input. */
sealed interface Value {

  /** Plain text. */
  record Text(String text) implements Value {}

  /** The value of a secret. */
  record Hidden(Secret<String> secret) implements Value {}

  /** The path of an owner-only file that holds the value of a secret, after a prefix. */
  record HiddenFile(String prefix, Secret<String> secret) implements Value {}
}
