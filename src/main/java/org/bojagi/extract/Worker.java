package org.bojagi.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import org.bojagi.scrub.Sensitive;

/**
 * The child process: answers questions on standard input until it ends. Knows nothing that outlives
 * a question.
 */
final class Worker {
  private static final Duration PARENT_CHECK = Duration.ofSeconds(2);

  /** How a file is read; the tests have others, that misbehave. */
  @FunctionalInterface
  interface Reader {
    Extraction read(ExtractionRequest request, byte[] bytes, ExtractionLimits limits)
        throws Exception;
  }

  /** How a document is cleaned; the tests have another, that misbehaves. */
  @FunctionalInterface
  interface Cleaner {
    Cleaned clean(ExtractionRequest request, byte[] bytes, Set<Sensitive.Kind> keep, OutputStream out)
        throws Exception;
  }

  private Worker() {}

  public static void main(String[] arguments) throws IOException {
    serve(FileReader::read, FileReader::clean, arguments);
  }

  /**
   * @param arguments {@link #arguments} of the parent
   */
  static void serve(Reader reader, Cleaner cleaner, String[] arguments) throws IOException {
    var limits = limits(arguments);
    endWithParent();
    Seclusion.begin();
    var in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    // What a parser prints must not get between answers.
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    out.writeInt(Wire.READY);
    out.flush();
    var heap = new HeapCeiling();
    while (true) {
      heap.hold();
      ExtractionRequest request;
      try {
        request = Wire.readRequest(in);
      } catch (EOFException e) {
        return;
      }
      var keep = Wire.readKeep(in);
      var bytes = Wire.readBytes(in);
      if (keep == null) {
        Wire.writeAnswer(out, answer(reader, request, bytes, limits));
      } else {
        clean(cleaner, request, bytes, keep, out);
      }
    }
  }

  /** The document is whole before its first byte is sent: one that fails on the way never was begun. */
  private static void clean(
      Cleaner cleaner, ExtractionRequest request, byte[] bytes, Set<Sensitive.Kind> keep, DataOutputStream out)
      throws IOException {
    var document = new DocumentPieces();
    Cleaned cleaned;
    try {
      cleaned = cleaner.clean(request, bytes, keep, document);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(WorkerProcess.OUT_OF_MEMORY);
      throw e;
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      cleaned = Cleaned.not("the whole document: its parser gave up (" + e.getClass().getSimpleName() + ")");
    }
    if (cleaned.changed() && document.sizeBytes() > CleanedWire.maxBytes(bytes.length)) {
      cleaned = Cleaned.not("the whole document: it would grow too large");
    }
    CleanedWire.write(out, cleaned, document);
  }

  private static Extraction answer(
      Reader reader, ExtractionRequest request, byte[] bytes, ExtractionLimits limits) {
    try {
      return reader.read(request, bytes, limits);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime()
          .halt(WorkerProcess.OUT_OF_MEMORY); // an error made by hand doesn't end the JVM
      throw e;
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      var draft = new Draft(request, FileType.UNKNOWN, limits);
      draft.warn(
          "document-damaged",
          "Its parser gave up (" + e.getClass().getSimpleName() + ")",
          "It is packed as it is, without its words; open it with the program that made it and save it again.");
      var head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, ExtractionPool.HEAD_BYTES));
      draft.mediaType = FileType.of(request.path(), head);
      return draft.finish();
    }
  }

  static String[] arguments(ExtractionLimits limits) {
    return new String[] {
      Long.toString(limits.renditionChars()),
      Integer.toString(limits.pictures()),
      Long.toString(limits.pictureBytes())
    };
  }

  private static ExtractionLimits limits(String[] arguments) {
    var usual = ExtractionLimits.DEFAULT;
    return new ExtractionLimits(
        usual.documentBytes(),
        usual.textBytes(),
        Long.parseLong(arguments[0]),
        Integer.parseInt(arguments[1]),
        Long.parseLong(arguments[2]),
        usual.pages(),
        usual.pageBytes(),
        usual.cpuTime(),
        usual.wallTime(),
        usual.heapMebibytes(),
        usual.filesPerWorker());
  }

  /** A parent that was killed can't kill: without this, an endless loop would stay behind. */
  private static void endWithParent() {
    var parent = ProcessHandle.current().parent();
    if (parent.isEmpty()) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("parent")
        .start(
            () -> {
              while (parent.get().isAlive()) {
                try {
                  Thread.sleep(PARENT_CHECK);
                } catch (InterruptedException e) {
                  break;
                }
              }
              Runtime.getRuntime().halt(0);
            });
  }
}
