package dev.sallyport.checks.files;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Verdict;
import dev.sallyport.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads a dump by {@code pg_restore}. The list of its contents stands at its begin, whole even in a
 * dump that was cut off; so all of its data is read first.
 */
record PgRestoreVerifier(String program) implements BackupVerifier {
  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\d+; \\d+ \\d+ TABLE DATA (\\S+) (.+) \\S+$");

  private static final DataSize LIST = DataSize.mebibytes(64);

  @Override
  public Verified verify(Path backup, CheckContext context) throws Exception {
    Verdict read = data(backup).judge(context);
    if (read instanceof Verdict.Fail && !read.toString().contains("unsupported version")) {
      throw new DamagedBackupException(read.reason());
    }
    if (!read.passed()) {
      throw new IOException(read.reason());
    }
    List<String> tables = tables(backup, context);
    return new Verified(
        "dump in PostgreSQL's custom format",
        tables.size(),
        tables,
        DataSize.bytes(Files.size(backup)));
  }

  private Check data(Path backup) {
    return Command.of(program, "--file=/dev/null", backup.toString())
        .check("pg_restore")
        .pendingOn()
        .failingOn(1);
  }

  private List<String> tables(Path backup, CheckContext context) throws Exception {
    List<String> tables = new ArrayList<>();
    Verdict listed =
        Command.of(program, "--list", backup.toString())
            .capture(LIST, DataSize.bytes(1))
            .check("pg_restore --list")
            .<List<String>>output(PgRestoreVerifier::parse)
            .judged(
                (found, evidence) -> {
                  tables.addAll(found);
                  return Verdict.pass("listed", evidence);
                })
            .judge(context);
    if (!listed.passed()) {
      throw new IOException(listed.reason());
    }
    return tables;
  }

  private static List<String> parse(String list) {
    return TABLE.matcher(list).results().map(PgRestoreVerifier::name).toList();
  }

  private static String name(MatchResult table) {
    return table.group(1) + "." + table.group(2);
  }
}
