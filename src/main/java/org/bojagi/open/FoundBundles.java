package org.bojagi.open;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.bojagi.fault.NotABundleException;

/** Looks for bundles where a person points: at one, or at a stick that has some. */
public final class FoundBundles {
  private static final byte[] AGE = "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DEPTH = 2;
  private static final int MAX_FOLDERS = 2_000;

  /** A folder of a bundle holds its files alone, so that one that isn't age among the first few says enough. */
  private static final int FILES_LOOKED_AT = 32;

  /** What a run writes in until it is whole. */
  private static final String UNFINISHED = ".partial";

  private FoundBundles() {}

  /**
   * Folders that hold age files, in the order of their names: each given one, or else those up to two levels below it.
   * What can't be read is passed over, and so is below a place what was left unfinished there.
   */
  public static List<Path> in(List<Path> places) {
    var found = new ArrayList<Path>();
    var budget = new int[] {MAX_FOLDERS};
    for (var place : places) {
      look(place.toAbsolutePath().normalize(), MAX_DEPTH, budget, found);
    }
    return found.stream().distinct().toList();
  }

  /**
   * As {@link #in}, of one place.
   *
   * @throws NotABundleException there is none
   */
  public static List<Path> required(Path place) throws NotABundleException {
    return required(place, folder -> true);
  }

  /** As {@link #required(Path)}, of the folders that count. */
  public static List<Path> required(Path place, Predicate<Path> counts) throws NotABundleException {
    var found = in(List.of(place)).stream().filter(counts).toList();
    if (found.isEmpty()) {
      throw new NotABundleException(
          "No bundle is here", place.toString(), "Give the folder that holds the bundle's files.");
    }
    return found;
  }

  private static void look(Path folder, int depth, int[] budget, List<Path> found) {
    if (budget[0]-- <= 0) {
      return;
    }
    var below = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int files = 0;
      for (var entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (!entry.getFileName().toString().endsWith(UNFINISHED)) {
            below.add(entry);
          }
        } else if (files++ < FILES_LOOKED_AT && isAge(entry)) {
          found.add(folder);
          return;
        }
      }
    } catch (IOException | SecurityException e) {
      return;
    }
    if (depth > 0) {
      below.stream().sorted().forEach(entry -> look(entry, depth - 1, budget, found));
    }
  }

  private static boolean isAge(Path file) {
    if (!Files.isRegularFile(file)) {
      return false; // of a pipe nobody may ever write
    }
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(AGE.length), AGE);
    } catch (IOException e) {
      return false;
    }
  }
}
