package org.bojagi.cli.pack;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.bundle.Bundle;
import org.bojagi.bundle.SlotBatch;
import org.bojagi.bundle.SlotBatchWriter;
import org.bojagi.bundle.WordList;
import org.bojagi.cli.read.Apart;
import org.bojagi.cli.read.Progress;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code key batch}: a slot with words of its own for each of many cards, and a sheet with the words. The
 * sheet is written when every slot is sealed, and the slots get their folder when the sheet has left: a run
 * that was cut short leaves no slot whose words nobody has.
 */
@Command(name = "batch")
public final class KeyBatchCommand implements Callable<Integer> {
  /** What the derivation of one key takes. */
  private static final long BYTES_A_SLOT = 1L << ScryptRecipient.DEFAULT_LOG_N + 10;

  @Parameters(paramLabel = "BUNDLE", descriptionKey = "BUNDLE")
  private Path folder;

  @Option(names = "--count", paramLabel = "N", required = true, descriptionKey = "key.batch.count")
  private int count;

  @Option(names = {"-o", "--output"}, paramLabel = "FOLDER", descriptionKey = "key.batch.output")
  private Path target;

  @Option(names = "--first", paramLabel = "N", descriptionKey = "key.batch.first")
  private int first = 1;

  @Option(names = "--words", paramLabel = "LANGUAGE", descriptionKey = "pack.words")
  private WordList words = WordList.KOREAN;

  @Option(names = "--text", descriptionKey = "key.batch.text")
  private boolean text;

  @Mixin private UnlockOptions unlock;

  @Override
  public Integer call() throws IOException {
    requireSense();
    if (target == null) {
      var bundle = folder.toAbsolutePath().normalize();
      target = bundle.resolveSibling(bundle.getFileName() + ".slots");
    }
    try (var keys = unlock.keys();
        var bundle = Bundle.open(folder, keys)) {
      bundle.findings().forEach(Terminal::complain);
      Apart.require("The slots would lie in the bundle", target, List.of(folder));
      try (var batch = new SlotBatchWriter(bundle, target)) {
        var phrases = new byte[count][];
        try {
          for (int i = 0; i < count; i++) {
            phrases[i] = words.offerBytes();
          }
          seal(batch, phrases);
          print(phrases);
          batch.finish();
        } finally {
          for (var phrase : phrases) {
            if (phrase != null) {
              Arrays.fill(phrase, (byte) 0);
            }
          }
        }
      }
    }
    Terminal.note(Texts.text("key.batch.done", count, target));
    Terminal.note(Texts.text("key.batch.sheet"));
    return ExitCode.DONE;
  }

  private void requireSense() throws UsageException {
    if (count < 1 || first < 1 || (long) first + count - 1 > SlotBatch.LARGEST_NUMBER) {
      throw new UsageException(
          "There can't be " + count + " cards from number " + first,
          "--count",
          "Cards have numbers from 1 to " + SlotBatch.LARGEST_NUMBER + ".");
    }
    if (Terminal.outIsTerminal() && !text) {
      throw new UsageException(
          "The sheet is a page to print, and standard output is a terminal",
          "key batch",
          "Add > sheet.html, or --text to see the words here.");
    }
  }

  private void seal(SlotBatchWriter batch, byte[][] phrases) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce());
    try (var progress = new Progress()) {
      var sealed = new ExecutorCompletionService<Void>(threads);
      for (int i = 0; i < phrases.length; i++) {
        int card = i;
        sealed.submit(
            () -> {
              try (var recipient = new ScryptRecipient(phrases[card], ScryptRecipient.DEFAULT_LOG_N)) {
                batch.seal(first + card, recipient);
              }
              return null;
            });
      }
      for (int done = 1; done <= phrases.length; done++) {
        sealed.take().get();
        progress.show(done, phrases.length, Texts.text("key.batch.progress", done, phrases.length));
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
      threads.close(); // nothing may write on when the folder is removed, or read words when they are wiped
    }
  }

  /** As many as there are cores, within a quarter of the machine's memory. */
  private static int atOnce() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long byMemory = system.getTotalMemorySize() / 4 / BYTES_A_SLOT;
    return Math.clamp(byMemory, 1, Runtime.getRuntime().availableProcessors());
  }

  private void print(byte[][] phrases) throws IOException {
    var out = Terminal.out();
    var sheet = new WordSheet(out, text, words);
    sheet.begin(phrases.length);
    for (int i = 0; i < phrases.length; i++) {
      sheet.strip(first + i, phrases[i]);
    }
    sheet.end(phrases.length);
    out.flush();
    if (out.checkError()) {
      throw new StorageException(
          "The sheet could not be written, so that no slot was kept", "standard output", "Make room and run it again.");
    }
  }
}
