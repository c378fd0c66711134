package dev.sallyport.channels;

/**
 * What Slack's short answers mean: those of webhooks, which are the body, and those of the Web API.
 */
final class SlackErrors {
  private SlackErrors() {}

  /** Returns whether Slack says that it may have done it, or part of it. */
  static boolean mayHaveWorked(String code) {
    return switch (code) {
      case "internal_error", "fatal_error", "request_timeout" -> true;
      default -> false;
    };
  }

  /** Returns whether Slack says that it is being asked too often. */
  static boolean tooFast(String code) {
    return code.equals("ratelimited") || code.equals("rate_limited");
  }

  static Reason reason(String code, int status) {
    return switch (code) {
      case "no_service", "no_team", "team_disabled" ->
          new Reason(
              "the webhook was removed or switched off, or its app was uninstalled",
              "Make a new webhook in the app's settings and bind its address");
      case "no_service_id", "invalid_token" ->
          new Reason(
              "the webhook's address is not complete, or was revoked",
              "Copy the whole address from the app's settings and bind it");
      case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive" ->
          new Reason(
              "the token is wrong, expired or revoked, or the app was uninstalled",
              "Install the app again and bind the token that begins with xoxb-");
      case "missing_scope", "not_allowed_token_type", "no_permission" ->
          new Reason(
              "the token has no scope chat:write", "Add the scope to the app and install it again");
      case "not_in_channel" ->
          new Reason("the app is no member of the channel", "Invite it: /invite @app");
      case "channel_not_found" ->
          new Reason(
              "the channel was deleted or renamed, or is private and the app is no member",
              "Give the channel's id (C...), and invite the app");
      case "channel_is_archived", "is_archived" ->
          new Reason(
              "the channel has been archived", "Take it out of the archive, or choose another");
      case "action_prohibited", "restricted_action", "posting_to_general_channel_denied" ->
          new Reason(
              "an administrator of the workspace does not allow posting there",
              "Ask for the permission, or choose another channel");
      case "invalid_payload", "invalid_blocks", "invalid_blocks_format", "no_text" ->
          new Reason(
              "Slack has changed what it accepts, or a proxy has changed the message",
              "Report it with this text");
      case "msg_too_long" -> new Reason("the message is too long", "Shorten it");
      case "rollup_error", "internal_error", "fatal_error", "service_unavailable" ->
          new Reason("Slack is in trouble", "See https://slack-status.com, and try again later");
      case "ratelimited", "rate_limited" -> Statuses.reason(429);
      default -> Statuses.reason(status);
    };
  }
}
