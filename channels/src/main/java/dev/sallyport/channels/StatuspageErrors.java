package dev.sallyport.channels;

/** What the statuses of Statuspage's API mean. */
final class StatuspageErrors {
  private StatuspageErrors() {}

  static Reason reason(int status) {
    return switch (status) {
      case 401 ->
          new Reason(
              "the API key is wrong or was revoked",
              "Make one under 'API info' in the user menu of Statuspage and bind it");
      case 403 ->
          new Reason(
              "the API key's owner may not write to this page",
              "Give its owner the role, or take another key");
      case 404 ->
          new Reason(
              "there is no such page, or the incident was deleted meanwhile",
              "Take the page's id from 'API info' in the user menu of Statuspage");
      case 420, 429 ->
          new Reason(
              "more than one request a second, counted over a minute, also those of others with"
                  + " this API key",
              "Take a key of its own for announcements");
      case 422 ->
          new Reason(
              "the state does not fit the incident, such as one that was closed by hand, or a"
                  + " component's id is wrong",
              "See what it says; put the incident right by hand");
      default -> Statuses.reason(status);
    };
  }
}
