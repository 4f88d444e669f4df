package org.bojagi.cli.read;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;

/**
 * A report in a file: a page or JSON by its ending. It is begun as {@code NAME.part} before the work is, so that a place
 * that can't be written is known then, and gets its name when it is whole.
 */
public final class ReportFile implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final boolean page;
  private final FileChannel channel;

  /** Writes what there is to tell. */
  @FunctionalInterface
  public interface Content {
    /** @param page whether it is to be a page, else JSON */
    void write(Appendable out, boolean page) throws IOException;
  }

  /** @throws UsageException the ending is neither {@code .html} nor {@code .json} */
  public ReportFile(Path file) throws IOException {
    var name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
    page = name.endsWith(".html") || name.endsWith(".htm");
    if (!page && !name.endsWith(".json")) {
      throw new UsageException(
          "A report is a page or JSON, which its name has to tell", file.toString(), "Let it end in .html or .json.");
    }
    if (Files.isDirectory(file)) {
      throw new UsageException("This is a folder, and the report is a file", file.toString(), "Give another name.");
    }
    this.file = file;
    part = file.resolveSibling(file.getFileName() + ".part");
    channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** @throws StorageException it can't be written; what it tells of is done nevertheless */
  public void write(Content content) throws IOException {
    try {
      try (var writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
        content.write(writer, page);
        writer.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StorageException(
          "All is done, and the report of it could not be written", file.toString(), "Make room for it.", e);
    }
  }

  /** Removes what was begun and not written. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
