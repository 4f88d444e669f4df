package org.bojagi.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic against file systems that mkfs.fat made and mcopy filled. */
class FatImagesTest {
  private static final Pattern FREE = Pattern.compile("([0-9 ,.]+) bytes free");
  @TempDir Path folder;

  @Test
  void anEmptyFat32HasTheFreeClustersOfTheArithmetic() throws Exception {
    for (long mebibytes : List.of(64L, 100L, 256L, 512L)) {
      for (int cluster : List.of(512, 1024, 2048, 4096)) {
        long clusters = Geometry.fat32(mebibytes << 20, cluster).clusters();
        if (clusters > 66_000) {
          long difference = free(image(mebibytes << 20, cluster)) / cluster - clusters;
          assertTrue(Math.abs(difference) <= 16, mebibytes + " MiB, " + cluster + ": off by " + difference);
        }
      }
    }
  }

  @Test
  void largeCardsHaveTheClustersOfTheArithmetic() throws Exception {
    assumeTrue(Trials.of(20) == 20, "4 to 32 GB only with -Dtrials=full");
    for (long gigabytes : List.of(4L, 8L, 16L, 32L)) {
      long bytes = gigabytes * 1_000_000_000 - Card.PARTITION_OFFSET;
      var geometry = Geometry.of(bytes, FileSystem.FAT32);
      long free = free(image(bytes, 0));
      System.out.println(gigabytes + " GB: free " + free + ", by the arithmetic " + geometry.freeBytes());
      assertTrue(Math.abs(free - geometry.freeBytes()) <= 64L * geometry.clusterBytes(), gigabytes + " GB");
    }
  }

  @Test
  void filesOfABundleTakeFromARealCardWhatTheSpaceCounts() throws Exception {
    long seed = Trials.seed(FatImagesTest.class);
    var random = new Random(seed);
    var card = new Card((128 << 20) + Card.PARTITION_OFFSET, FileSystem.FAT32);
    var image = image(128 << 20, card.clusterBytes());
    long freeBefore = free(image);
    var space = new CardSpace(card);
    long remainingBefore = space.remainingBytes();
    run("mmd", "-i", image.toString(), "::bundle");
    var files = new ArrayList<String>();
    for (int i = 0; i < 120; i++) {
      var file = Files.write(
          folder.resolve("%032x.age".formatted(random.nextLong() & Long.MAX_VALUE)), new byte[random.nextInt(200_000)]);
      files.add(file.toString());
      space.take(Files.size(file));
    }
    var command = new ArrayList<>(List.of("mcopy", "-i", image.toString()));
    command.addAll(files);
    command.add("::bundle");
    run(command.toArray(String[]::new));
    long real = freeBefore - free(image);
    long counted = remainingBefore - space.remainingBytes();
    assertTrue(counted >= real, "counted " + counted + ", real " + real);
    assertTrue(counted - real <= 2L * card.clusterBytes(), "counted " + counted + ", real " + real);
  }

  @Test
  void aCardFilledToItsLargestFileHoldsIt() throws Exception {
    var card = new Card((64 << 20) + Card.PARTITION_OFFSET, FileSystem.FAT32);
    var image = image(64 << 20, card.clusterBytes());
    run("mmd", "-i", image.toString(), "::bundle");
    var space = new CardSpace(card);
    space.take(1_000_000);
    long largest = space.largestFileBytes();
    space.take(largest);
    assertEquals(0, space.largestFileBytes());
    for (long size : List.of(1_000_000L, largest)) {
      var file = folder.resolve("%032x.age".formatted(size));
      try (var made = new RandomAccessFile(file.toFile(), "rw")) {
        made.setLength(size);
      }
      run("mcopy", "-i", image.toString(), file.toString(), "::bundle");
    }
    double free = free(image) / (double) card.labelBytes();
    assertTrue(free > 0.015 && free < 0.03, "2 % stay free: " + free);
  }

  /** @param clusterBytes 0: as mkfs.fat chooses */
  private Path image(long bytes, int clusterBytes) throws Exception {
    var image = folder.resolve("image");
    Files.deleteIfExists(image);
    try (var made = new RandomAccessFile(image.toFile(), "rw")) {
      made.setLength(bytes);
    }
    var command = new ArrayList<>(List.of("mkfs.fat", "-F", "32"));
    if (clusterBytes > 0) {
      command.addAll(List.of("-s", String.valueOf(clusterBytes / 512)));
    }
    command.add(image.toString());
    run(command.toArray(String[]::new));
    return image;
  }

  private long free(Path image) throws Exception {
    var listing = run("mdir", "-i", image.toString(), "::");
    var free = FREE.matcher(listing);
    assertTrue(free.find(), listing);
    return Long.parseLong(free.group(1).replaceAll("[^0-9]", ""));
  }

  private static String run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    builder.environment().put("MTOOLS_SKIP_CHECK", "1");
    builder.environment().put("LC_ALL", "C");
    var program = Path.of("/usr/sbin", command[0]);
    if (Files.isExecutable(program)) {
      builder.command().set(0, program.toString());
    }
    assumeTrue(
        Files.isExecutable(program) || Files.isExecutable(Path.of("/usr/bin", command[0])),
        command[0] + " is not installed");
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    return output;
  }
}
