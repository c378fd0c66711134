package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * How full the fullest data member's file system is, in percent: {@code fsUsedSize} of {@code
 * fsTotalSize}.
 *
 * <p>Every data member is asked, as each has a disk of its own; hidden ones too. Compared with a
 * limit, it is also not fine with a forgotten {@code fsyncLock} or with a cache of which too much
 * is dirty: both hold up writes on a disk with room. Only the file system of the data directory is
 * seen; databases or a journal on others are not. Immutable and thread-safe.
 */
public final class StorageHeadroom implements Metric<Percent> {
  private final Source source;
  private final StorageRules rules;

  StorageHeadroom(Source source, StorageRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Returns this metric with another share of a cache that may be dirty; 20 % by default. */
  public StorageHeadroom cacheDirtyAtMost(Percent share) {
    return new StorageHeadroom(source, new StorageRules(share));
  }

  @Override
  public String name() {
    return "mongo storage-headroom";
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    return reading(look(context), context);
  }

  private StorageSeen look(CheckContext context) throws InterruptedException {
    SetView view = SetView.look(source, context);
    List<StorageSeen.Disk> disks = new ArrayList<>();
    if (view.useless().isEmpty()) {
      List<String> holders = view.holders();
      Document status = new Document("serverStatus", 1);
      Map<String, Reply> files = source.ask(context, holders, "local", Commands.fileSystem());
      Map<String, Reply> statuses = source.ask(context, holders, "admin", status);
      Map<String, Reply> locks = source.ask(context, holders, "admin", Commands.locked());
      for (String name : holders) {
        Reply none = Reply.trouble(name, "not asked");
        disks.add(
            new StorageSeen.Disk(
                name,
                files.getOrDefault(name, none),
                statuses.getOrDefault(name, none),
                locks.getOrDefault(name, none)));
      }
    }
    return new StorageSeen(view, disks);
  }

  private static Reading<Percent> reading(StorageSeen seen, CheckContext context) {
    Evidence evidence = evidence(seen, context);
    List<Objection> problems = StorageRules.problems(seen);
    if (!problems.isEmpty()) {
      String reason = Verdict.of(problems, "", evidence).reason();
      return problems.stream().allMatch(one -> one.cause() == Verdict.Cause.NO_DATA)
          ? Reading.noData(reason, evidence)
          : Reading.error(reason, evidence);
    }
    return seen.members().stream()
        .max(Comparator.comparingDouble(StorageSeen.Disk::percent))
        .map(
            disk ->
                Reading.ratio(
                    disk.used(), disk.total(), evidence.and(disk.member(), "the fullest", true)))
        .orElseGet(() -> Reading.noData("no member holds data", evidence));
  }

  @Override
  public Check compared(Threshold<Percent> threshold) {
    String named = Metric.of(name(), this::read).compared(threshold).name();
    return Check.of(
        named,
        context -> {
          StorageSeen seen = look(context);
          Verdict full =
              Metric.of(name(), same -> reading(seen, same)).compared(threshold).judge(context);
          List<Objection> dangers = full.passed() ? rules.dangers(seen) : List.of();
          return dangers.isEmpty() ? full : Verdict.of(dangers, "", full.evidence());
        });
  }

  private static Evidence evidence(StorageSeen seen, CheckContext context) {
    return Evidence.of(
            "dbStats of local, serverStatus and currentOp on " + seen.view().members().keySet(),
            context.clock().instant())
        .observing(seen.rows());
  }
}
