package org.bojagi.cli.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bojagi.age.Armor;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.Passphrase;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.Finding.Severity;
import org.bojagi.fault.UsageException;

/**
 * Files with many keys, one a line, in UTF-8 with or without a byte order mark, lines ended as on any system; empty lines
 * are passed over. In identity files a line that begins with {@code #} is a comment; in passphrase files none is, since a
 * passphrase may begin so.
 */
final class KeyFiles {
  static final int MAX_FILE_BYTES = 1 << 20;
  static final int MAX_IDENTITIES = 10_000;
  static final int MAX_PASSPHRASES = 1_000;
  private static final int MAX_FILES_OF_FOLDER = 10_000;
  private static final byte[] IDENTITY = "AGE-SECRET-KEY-1".getBytes(StandardCharsets.US_ASCII);

  private KeyFiles() {}

  /** Takes one line; a UsageException says what is wrong with it. */
  @FunctionalInterface
  private interface Line {
    void take(byte[] line, String where) throws IOException;
  }

  /**
   * @param place a file, or a folder of such files (not of folders)
   * @param into takes identities, to be closed by its owner, also where this throws
   * @param passedOver takes lines and files that hold no key
   * @throws UsageException there is no such file, it is too long or encrypted, or there are too many keys
   */
  static void identities(Path place, List<X25519Identity> into, Consumer<Finding> passedOver) throws IOException {
    if (!Files.isDirectory(place)) {
      identitiesOfFile(place, into, passedOver);
      return;
    }
    List<Path> files;
    try (var entries = Files.list(place)) {
      files = entries.filter(Files::isRegularFile).limit(MAX_FILES_OF_FOLDER).sorted().toList();
    } catch (IOException e) {
      throw Fault.ofStorage(e, place);
    }
    for (var file : files) {
      try {
        identitiesOfFile(file, into, passedOver);
      } catch (UsageException e) {
        if (into.size() >= MAX_IDENTITIES) {
          throw e;
        }
        passedOver.accept(Finding.of(Severity.WARNING, "key-file", e));
      }
    }
  }

  private static void identitiesOfFile(Path file, List<X25519Identity> into, Consumer<Finding> passedOver)
      throws IOException {
    int before = into.size();
    eachLine(
        file,
        (line, where) -> {
          if (line[0] != '#') {
            requireRoom(into.size(), MAX_IDENTITIES, file);
            into.add(identity(line, where));
          }
        },
        passedOver);
    if (into.size() == before) {
      throw new UsageException(
          "There is no identity in this file", file.toString(), "An identity begins with AGE-SECRET-KEY-1.");
    }
  }

  private static X25519Identity identity(byte[] line, String where) throws Fault {
    try {
      return X25519Identity.parse(line);
    } catch (UsageException e) {
      throw new UsageException(e.what(), where, e.hint());
    }
  }

  /** As {@link #identities}, each line a passphrase. */
  static void passphrases(Path file, List<byte[]> into, Consumer<Finding> passedOver) throws IOException {
    int before = into.size();
    eachLine(
        file,
        (line, where) -> {
          requireRoom(into.size(), MAX_PASSPHRASES, file);
          if (line.length >= IDENTITY.length && Arrays.equals(line, 0, IDENTITY.length, IDENTITY, 0, IDENTITY.length)) {
            throw new UsageException("This is an identity and no passphrase", where, "Give its file with --keys.");
          }
          var passphrase = Passphrase.read(new ByteArrayInputStream(line), where);
          if (into.stream().anyMatch(other -> Arrays.equals(other, passphrase))) {
            Arrays.fill(passphrase, (byte) 0);
          } else {
            into.add(passphrase);
          }
        },
        passedOver);
    if (into.size() == before) {
      throw new UsageException(
          "There is no new passphrase in this file", file.toString(), "Each line is one passphrase, in UTF-8.");
    }
  }

  private static void requireRoom(int size, int most, Path file) throws TooManyKeys {
    if (size >= most) {
      throw new TooManyKeys(file, most);
    }
  }

  /** Ends the reading of a file, where any other complaint is about a line. */
  private static final class TooManyKeys extends IOException {
    private static final long serialVersionUID = 1;

    TooManyKeys(Path file, int most) {
      super(
          null,
          new UsageException(
              "There are more keys than are tried in one run", file.toString(), "At most " + most + " are; give fewer."));
    }
  }

  private static void eachLine(Path file, Line line, Consumer<Finding> passedOver) throws IOException {
    var bytes = new byte[MAX_FILE_BYTES + 1];
    try (var in = Files.newInputStream(file)) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length > MAX_FILE_BYTES) {
        throw new UsageException("A file of keys is longer than 1 MiB", file.toString(), "Give it in several files.");
      }
      requireClear(bytes, length, file);
      int start = hasByteOrderMark(bytes, length) ? 3 : 0;
      for (int number = 1; start < length; number++) {
        int end = start;
        while (end < length && bytes[end] != '\n') {
          end++;
        }
        int textEnd = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        take(Arrays.copyOfRange(bytes, start, textEnd), file + ", line " + number, line, passedOver);
        start = end + 1;
      }
    } catch (TooManyKeys e) {
      throw (UsageException) e.getCause();
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no such file or folder", file.toString(), "Check the path and its spelling.");
    } catch (IOException e) {
      throw Fault.ofStorage(e, file);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static void take(byte[] text, String where, Line line, Consumer<Finding> passedOver) throws IOException {
    try {
      if (!isBlank(text)) {
        line.take(text, where);
      }
    } catch (UsageException e) {
      passedOver.accept(Finding.of(Severity.WARNING, "key-line", e));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static boolean isBlank(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasByteOrderMark(byte[] bytes, int length) {
    return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
  }

  private static void requireClear(byte[] bytes, int length, Path file) throws UsageException {
    var beginning = Arrays.copyOf(bytes, Math.min(length, 64));
    var text = new String(beginning, StandardCharsets.ISO_8859_1);
    if (text.startsWith("age-encryption.org/") || Armor.isArmored(beginning)) {
      throw new UsageException(
          "This file of keys is itself encrypted",
          file.toString(),
          "Open it on the way, so that it isn't written in clear: age -d FILE | bojagi … --identity -");
    }
  }
}
