package dev.sallyport.channels;

/** Who is notified by a message on Slack. Immutable. */
public final class SlackMention {
  private final String markup;

  private SlackMention(String markup) {
    this.markup = markup;
  }

  /** Returns the mention of the channel's members who are active. */
  public static SlackMention here() {
    return new SlackMention("<!here>");
  }

  /** Returns the mention of all members of the channel. */
  public static SlackMention channel() {
    return new SlackMention("<!channel>");
  }

  /**
   * Returns the mention of a person.
   *
   * @param id the member's id, such as {@code U012AB3CD}
   * @throws IllegalArgumentException if it is no id
   */
  public static SlackMention user(String id) {
    return new SlackMention("<@" + checkId(id) + ">");
  }

  /**
   * Returns the mention of a user group.
   *
   * @param id the group's id, such as {@code S012AB3CD}
   * @throws IllegalArgumentException if it is no id
   */
  public static SlackMention group(String id) {
    return new SlackMention("<!subteam^" + checkId(id) + ">");
  }

  String markup() {
    return markup;
  }

  private static String checkId(String id) {
    if (!id.matches("[A-Z0-9]{2,40}")) {
      throw new IllegalArgumentException(
          "'"
              + Texts.oneLine(id)
              + "' is no id of Slack: those look like U012AB3CD."
              + " Copy it from the profile's menu; a display name does not work.");
    }
    return id;
  }

  @Override
  public String toString() {
    return markup;
  }
}
