package dev.sallyport.check;

/** What a name or a sentence given by a plan's author must look like. */
final class Names {
  private Names() {}

  static String checkName(String name) {
    return checkText(name, "name");
  }

  static String checkText(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is blank. Give it some words.");
    }
    return text;
  }
}
