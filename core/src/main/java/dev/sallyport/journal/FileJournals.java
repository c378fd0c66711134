package dev.sallyport.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Journals in a folder: {@code <run>.journal}, and {@code <run>.lock} for its ownership. */
final class FileJournals implements Journals {
  private static final String SUFFIX = ".journal";

  private final Path folder;

  FileJournals(Path folder) {
    this.folder = folder;
  }

  @Override
  public Journal create(String runId) throws IOException {
    Path file = file(runId);
    makeFolder();
    if (Files.exists(file)) {
      throw exists(runId);
    }
    RunLock lock = RunLock.take(folder, runId);
    try {
      Files.createFile(file, OwnerOnly.file(file));
      forceFolder(folder);
      return new FileJournal(file, JournalFile.open(file, 0), lock, new Contents(List.of(), 0, 0));
    } catch (FileAlreadyExistsException e) {
      lock.close();
      throw exists(runId);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Journal open(String runId) throws IOException {
    Path file = existing(runId);
    RunLock lock = RunLock.take(folder, runId);
    try {
      Contents contents = begun(runId, Contents.read(file));
      return new FileJournal(file, JournalFile.open(file, contents.length()), lock, contents);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public List<Event> read(String runId) throws IOException {
    return begun(runId, Contents.read(existing(runId))).events();
  }

  @Override
  public List<String> runs() throws IOException {
    record Run(String id, Instant at) {}
    List<Run> runs = new ArrayList<>();
    for (String id : ids()) {
      Instant start = startOf(file(id));
      if (start != null) {
        runs.add(new Run(id, start));
      }
    }
    runs.sort(Comparator.comparing(Run::at).thenComparing(Run::id));
    return runs.stream().map(Run::id).toList();
  }

  private List<String> ids() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(RunNames::isValid)
          .toList();
    }
  }

  /** Returns when the run began; null if its file was taken away since it was listed. */
  private static @Nullable Instant startOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
      String[] parts = start.split("\"", 7);
      return Instant.parse(parts.length == 7 ? parts[5] : "");
    } catch (NoSuchFileException e) {
      return null;
    } catch (DateTimeException e) {
      // Nothing whole is in it; its age must do.
      return Files.getLastModifiedTime(file).toInstant();
    }
  }

  private Path file(String runId) throws JournalException {
    return folder.resolve(RunNames.check(runId) + SUFFIX);
  }

  private Path existing(String runId) throws IOException {
    Path file = file(runId);
    if (!Files.exists(file)) {
      List<String> runs = runs();
      int from = Math.max(0, runs.size() - 5);
      throw new JournalException(
          "There is no run '"
              + runId
              + "' in "
              + folder
              + ". There are "
              + runs.size()
              + " runs there; the newest are "
              + runs.subList(from, runs.size())
              + ".");
    }
    return file;
  }

  private Contents begun(String runId, Contents contents) throws JournalException {
    if (contents.events().isEmpty()) {
      throw new JournalException(
          "The run '"
              + runId
              + "' never began: its journal "
              + folder.resolve(runId + SUFFIX)
              + " holds no whole record. Nothing was done. Start it again under another id, or"
              + " delete that file first.");
    }
    return contents;
  }

  private JournalException exists(String runId) {
    return new JournalException(
        "There is a run '" + runId + "' already. Give the new run another id, or resume that one.");
  }

  private void makeFolder() throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new JournalException(folder + " is a file. Keep the journals in a folder.");
    }
    @Nullable Path above = folder.toAbsolutePath();
    List<Path> made = new ArrayList<>();
    while (above != null && !Files.isDirectory(above)) {
      above = above.getParent();
      if (above != null) {
        made.add(above);
      }
    }
    if (!made.isEmpty()) {
      Files.createDirectories(folder, OwnerOnly.folder(folder));
      for (Path parent : made) {
        forceFolder(parent);
      }
    }
  }

  /** A new file is on the disk only when the folder that names it is. */
  private static void forceFolder(Path folder) throws IOException {
    if (OwnerOnly.isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
