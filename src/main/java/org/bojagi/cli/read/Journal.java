package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bojagi.catalog.Json;
import org.bojagi.catalog.Sha256;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.inventory.FoundBundle;
import org.bojagi.sign.Trust;

/**
 * What was done of work on many bundles, a line of JSON for each, so that the same command goes on after an interruption.
 * Nothing of what is packed stands in it, and no name: hashes, exit codes, counts.
 * A bundle counts as done while its files are the same in path, length and time, and the same is asked of it; what failed
 * for want of room, a key, trust or a newer program, or by a fault of ours, is done again.
 */
final class Journal implements AutoCloseable {
  private static final int MAX_BYTES = 64 << 20;
  private static final Set<Integer> AGAIN =
      Set.of(
          ExitCode.UNEXPECTED,
          ExitCode.USAGE,
          ExitCode.DOES_NOT_FIT,
          ExitCode.WRONG_KEY,
          ExitCode.NEWER_FORMAT,
          ExitCode.NOT_TRUSTED);

  private final Path file;
  private final FileChannel channel;
  private final Map<String, EachBundle.Outcome> outcomes = new HashMap<>();

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file made where there is none; null: nothing is remembered
   * @param task what it has to be a journal of
   * @throws UsageException it is of another command, or no journal
   */
  static Journal open(Path file, String task) throws IOException {
    if (file == null) {
      return new Journal(null, null);
    }
    try {
      boolean isNew = !Files.exists(file) || Files.size(file) == 0;
      var journal = new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      boolean complete = false;
      try {
        if (isNew) {
          journal.write(Map.of("journal", task));
        } else {
          journal.read(task);
        }
        complete = true;
        return journal;
      } finally {
        if (!complete) {
          journal.close();
        }
      }
    } catch (IOException e) {
      throw Fault.ofStorage(e, file);
    }
  }

  private void read(String task) throws IOException {
    if (channel.size() > MAX_BYTES) {
      throw noJournal(task);
    }
    var text = Files.readString(file, StandardCharsets.ISO_8859_1); // what is no UTF-8 is no journal, and said so below
    int whole = text.lastIndexOf('\n') + 1; // the last line of a run that was cut short may be a half
    boolean first = true;
    for (var line : new String(text.substring(0, whole).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).lines().toList()) {
      try {
        var json = Json.read(line);
        if (first && !json.string("journal", "").equals(task)) {
          throw noJournal(task);
        }
        if (!first) {
          outcomes.put(
              json.string("files"), new EachBundle.Outcome((int) json.number("exit", 0, 255), json.string("summary", "")));
        }
        first = false;
      } catch (Json.Malformed e) {
        throw noJournal(task);
      }
    }
    if (first) {
      throw noJournal(task);
    }
    channel.truncate(whole);
    channel.position(whole);
  }

  private UsageException noJournal(String task) {
    return new UsageException(
        "This is no journal of '" + task + "'", file.toString(), "Give the journal of the same command, or a new file.");
  }

  /** What it came to; null where it is to be done. */
  EachBundle.Outcome outcome(FoundBundle found, List<Path> files, String options) {
    var outcome = outcomes.isEmpty() ? null : outcomes.get(fingerprint(found, files, options));
    return outcome == null || AGAIN.contains(outcome.exitCode()) ? null : outcome;
  }

  /** On the medium when this returns. */
  void add(FoundBundle found, List<Path> files, String options, EachBundle.Outcome outcome) throws IOException {
    if (channel == null) {
      return;
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("files", fingerprint(found, files, options));
    json.put("exit", outcome.exitCode());
    json.put("summary", outcome.summary());
    try {
      write(json);
    } catch (IOException e) {
      throw Fault.ofStorage(e, file);
    }
  }

  private void write(Map<String, Object> json) throws IOException {
    var bytes = ByteBuffer.wrap((Json.write(json) + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private static String fingerprint(FoundBundle found, List<Path> files, String options) {
    var text = new StringBuilder(found.bundleId()).append(' ').append(found.edition());
    for (var path : files) {
      text.append('\n').append(path.toAbsolutePath().normalize()).append(' ');
      try {
        text.append(Files.size(path)).append(' ').append(Files.getLastModifiedTime(path).toMillis());
      } catch (IOException e) {
        text.append("gone"); // since the inventory was taken: the next run finds another bundle
      }
    }
    // What is done of a bundle whoever signed it isn't done of one that somebody has to have signed.
    for (var pinned : found.trust().keys()) {
      if (pinned.origin() == Trust.Origin.GIVEN) {
        text.append("\n--trust ").append(pinned.key().encode());
      }
    }
    if (found.trust().atLeast() > 0) {
      text.append("\n--at-least ").append(found.trust().atLeast());
    }
    if (!options.isEmpty()) {
      text.append('\n').append(options);
    }
    return Json.hex(Sha256.of(text.toString()));
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
