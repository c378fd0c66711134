package dev.sallyport.cli.checklist;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Some lines of shell that belong together. Immutable.
 *
 * @param line where the first stands in the checklist
 * @param title the comment above them; empty if there is none
 * @param lines the commands, continued lines joined, secrets masked
 */
record Script(int line, String title, List<String> lines) {
  private static final Pattern LOOKS =
      Pattern.compile(
          "^(?:sudo\\s+)?(?:(?:cat|ls|grep|jq|df|du|free|top|ss|netstat|ping|dig|nslookup|watch|echo|which|test|head|tail"
              + "|wc|sleep|uptime|pytest|date|diff|ps|journalctl|traceroute)\\b"
              + "|curl\\b(?!.*(?:-X\\s*(?:POST|PUT|PATCH|DELETE)|--request[ =](?:POST|PUT|PATCH|DELETE)|\\s-d\\b|--data))"
              + "|kubectl\\s+(?:get|describe|logs|wait|top|diff|rollout\\s+(?:status|history)|auth|version)\\b"
              + "|docker\\s+(?:ps|logs|inspect|images|version|stats)\\b"
              + "|git\\s+(?:status|log|diff|show|fetch|describe|tag\\s+-l)\\b"
              + "|systemctl\\s+(?:status|is-active|list-units)\\b"
              + "|helm\\s+(?:list|ls|status|history|diff|get|lint|template)\\b"
              + "|terraform\\s+(?:plan|validate|show|output)\\b"
              + "|redis-cli\\b.*(?:\\bping\\b|\\binfo\\b|--cluster check|cluster\\s+(?:info|nodes|slots))"
              + "|openssl\\s+(?:s_client|x509|verify)\\b"
              + "|psql\\b.*\\bselect\\b"
              + "|mongo(?:sh)?\\b.*rs\\.(?:status|conf)\\("
              + "|.*(?:--dry-run|\\bshowmigrations\\b|\\binspect\\s+(?:active|ping|stats)|alembic\\s+(?:current|history|check|heads)))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENDLESS =
      Pattern.compile(
          "^watch\\b|\\blogs\\b.*\\s(?:-f|--follow)\\b|\\btail\\s+-[fF]|\\sget\\b.*\\s(?:-w|--watch)\\b");
  private static final Pattern SETS_UP =
      Pattern.compile("^(?:export\\s|set\\s[-+]|cd\\s|source\\s|\\.\\s|[A-Za-z_]\\w*=\\S*$)");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "<[A-Za-z][\\w .-]*>|\\{\\{[^}]*}}|\\bX\\.X(?:\\.X)?\\b|\\.\\.\\.|\\bTODO\\b|\\bYOUR[-_]\\w+|\\bexample\\.(?:com|org)\\b");
  private static final Pattern WRITES =
      Pattern.compile("(?<![0-9&>])>{1,2}(?!\\s*(?:&|/dev/null))");

  Script {
    title = Secrets.masked(title);
    lines = lines.stream().map(Secrets::masked).toList();
  }

  static Script of(int line, String command) {
    return new Script(line, "", List.of(command));
  }

  /** Returns whether it does nothing but look, as far as its commands are known. */
  boolean onlyLooks() {
    return lines.stream()
        .filter(line -> !SETS_UP.matcher(line).find())
        .allMatch(line -> LOOKS.matcher(line).find() && !withoutPlaceholders(line));
  }

  private static boolean withoutPlaceholders(String line) {
    return WRITES.matcher(PLACEHOLDER.matcher(line.replace("2>", "")).replaceAll("_")).find();
  }

  /** Returns whether all it does is set up the shell for other commands. */
  boolean onlySetsUp() {
    return lines.stream().allMatch(line -> SETS_UP.matcher(line).find());
  }

  boolean hasPlaceholder() {
    return lines.stream().anyMatch(line -> PLACEHOLDER.matcher(line).find());
  }

  /** Returns whether a command is left running when the shell ends. */
  boolean leavesSomethingRunning() {
    return lines.stream().anyMatch(line -> line.matches(".*[^&]&\\s*$"));
  }

  /** Returns whether a command goes on until somebody stops it. */
  boolean isEndless() {
    return lines.stream().anyMatch(line -> ENDLESS.matcher(line).find());
  }

  boolean hasSecret() {
    return lines.stream().anyMatch(line -> line.contains(Secrets.MASK));
  }

  /** Returns what the item is called that asks for it. */
  String name() {
    return title.isEmpty() ? "Run: " + lines.get(0) : title;
  }
}
