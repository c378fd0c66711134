package dev.sallyport.command;

import java.util.regex.Pattern;

/** Takes out of a text what is meant for a terminal: colours, titles, overwritten lines. */
final class Ansi {
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]" // control sequences: colours, cursor
              + "|\u001b[\\]P^_X][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?" // titles, links
              + "|\u001b[ -/]*[0-~]?"); // everything shorter, such as a choice of character set
  private static final Pattern OVERWRITTEN = Pattern.compile("[^\n\r]*\r(?=[^\n\r])");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private Ansi() {}

  static String strip(String text) {
    String plain = SEQUENCE.matcher(text).replaceAll("");
    plain = OVERWRITTEN.matcher(plain).replaceAll("");
    return CONTROL.matcher(plain).replaceAll("");
  }
}
