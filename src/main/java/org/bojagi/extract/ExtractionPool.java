package org.bojagi.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;

/**
 * Child processes that read files for this one, each with a heap of its own, watched from outside.
 *
 * <p>A worker that dies or takes more than its limits is killed and replaced; the file that it was
 * at is tried once more in a fresh worker, so that it isn't blamed for what came before it, and
 * then reported as a finding. Threads: {@code extract} may be called from many; more than {@code
 * workers} of them wait.
 */
public final class ExtractionPool implements AutoCloseable {

  /** Which way a file goes. */
  public enum Kind {
    /** HTML, Markdown, plain text, subtitles: to a worker, whole. */
    TEXT,
    /** To a worker, whole. */
    DOCUMENT,
    /** To a worker, whole. */
    PICTURE,
    /** Sound or film: its {@link MediaExcerpt} to a worker. */
    MEDIA,
    /** Nothing that we read: not to a worker. */
    OTHER
  }

  /** Bytes of a file's beginning that {@link #kindOf} looks at. */
  public static final int HEAD_BYTES = 4_096;

  /**
   * Shorter texts are read in this process: our own parser reads them, a second Java would have to learn it anew, and
   * the pipes to it cost as much as the reading. Longer ones take memory that only a worker can lack alone.
   */
  private static final int SHORT_TEXT_BYTES = 1 << 20;

  /**
   * The second compiler pays after some 2,500 files (10 KB each): the first worker does without,
   * its followers don't.
   */
  private static final int FILES_OF_FIRST_WORKER = 1_000;

  private static final String HINT_AFTER_DEATH =
      "It is packed as it is, but its words can't be found; save it as PDF or HTML.";

  private final String mainClass;
  private final ExtractionLimits limits;
  private final boolean readsShortTexts;

  /** Those with a worker first: another process is started only where all are busy. */
  private final BlockingDeque<Slot> idle;

  private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Starts no process before it is needed. */
  public ExtractionPool(int workers, ExtractionLimits limits) {
    this(workers, limits, Worker.class.getName(), true);
  }

  /**
   * Sends every file to a worker.
   *
   * @param mainClass of the child process; the tests have one that misbehaves
   */
  ExtractionPool(int workers, ExtractionLimits limits, String mainClass) {
    this(workers, limits, mainClass, false);
  }

  private ExtractionPool(int workers, ExtractionLimits limits, String mainClass, boolean readsShortTexts) {
    this.mainClass = mainClass;
    this.limits = limits;
    this.readsShortTexts = readsShortTexts;
    this.idle = new LinkedBlockingDeque<>(workers);
    for (int i = 0; i < workers; i++) {
      idle.add(new Slot());
    }
  }

  /**
   * @param head the first {@link #HEAD_BYTES} of the file, or all of a shorter one
   */
  public static Kind kindOf(String fileName, byte[] head) {
    return FileType.kind(FileType.of(fileName, head));
  }

  /**
   * What the file is taken for when it is extracted, and shown as.
   *
   * @param head as for {@link #kindOf}
   */
  public static String mediaTypeOf(String fileName, byte[] head) {
    return FileType.of(fileName, head);
  }

  /**
   * Reads one file, a short text in the thread that calls, another in a worker. Whatever is wrong with the file is a
   * finding of the result.
   *
   * @throws IOException {@code source} could not be read, no worker could be started, or the pool
   *     was closed
   */
  public Extraction extract(ExtractionRequest request, SourceBytes source) throws IOException {
    byte[] head;
    try (var in = source.open()) {
      head = in.readNBytes(HEAD_BYTES);
    }
    var mediaType = FileType.of(request.path(), head);
    long most = FileType.kind(mediaType) == Kind.TEXT ? limits.textBytes() : limits.documentBytes();
    if (source.sizeBytes() > most) {
      return Extraction.nothing(
          mediaType,
          new Finding(
              Finding.Severity.WARNING,
              "too-large-to-read",
              request.path(),
              "It is too large to read its text: more than " + (most >> 20) + " MiB",
              "Divide it."));
    }
    if (readsShortTexts && FileType.kind(mediaType) == Kind.TEXT && source.sizeBytes() <= SHORT_TEXT_BYTES) {
      var read = shortText(request, source);
      if (read.isPresent()) {
        return read.get();
      }
    }
    var slot = take();
    try {
      return slot.ask(
          worker -> worker.extract(request, source),
          death ->
              Extraction.nothing(
                  mediaType,
                  new Finding(
                      Finding.Severity.WARNING, death.code, request.path(), death.what, HINT_AFTER_DEATH)),
          () -> true);
    } finally {
      idle.addFirst(slot);
    }
  }

  /** Empty where it is longer than it was, or our parser fails: a worker then says so. */
  private Optional<Extraction> shortText(ExtractionRequest request, SourceBytes source) throws IOException {
    byte[] bytes;
    try (var in = source.open()) {
      bytes = in.readNBytes(SHORT_TEXT_BYTES + 1);
    }
    if (bytes.length > SHORT_TEXT_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(FileReader.read(request, bytes, limits));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a file goes to {@link #clean}; others are cleaned by {@code org.bojagi.scrub}, in this process.
   *
   * @param head the first {@link #HEAD_BYTES} of the file, or all of a shorter one
   */
  public static boolean takesApart(String fileName, byte[] head) {
    var mediaType = FileType.of(fileName, head);
    return FileType.kind(mediaType) == Kind.DOCUMENT;
  }

  /**
   * Takes one document apart in a worker and writes it without what gives its source away.
   *
   * <p>Whatever is wrong with the document is in {@link Cleaned#left}. A worker that dies is replaced and the document
   * tried once more, as in {@link #extract}.
   *
   * @param keep what stays where the format has a field of its own for it
   * @param into gets the cleaned document, bounded by its size; to be thrown away where the result
   *     isn't {@link Cleaned#changed}; stays open
   * @throws IOException {@code source} could not be read, {@code into} not be written, no worker could be started, or
   *     the pool was closed
   */
  public Cleaned clean(
      ExtractionRequest request, Set<Sensitive.Kind> keep, SourceBytes source, OutputStream into)
      throws IOException {
    if (source.sizeBytes() > limits.documentBytes()) {
      return Cleaned.not("the whole document: it has more than " + (limits.documentBytes() >> 20) + " MiB");
    }
    var counted = new CountedOutput(into);
    var slot = take();
    try {
      return slot.ask(
          worker -> worker.clean(request, keep, source, counted),
          death -> Cleaned.not("the whole document: " + death.what),
          () -> counted.bytes == 0);
    } finally {
      idle.addFirst(slot);
    }
  }

  /** A document that was written in part can't be tried again. */
  private static final class CountedOutput extends OutputStream {
    private final OutputStream into;
    private long bytes;

    CountedOutput(OutputStream into) {
      this.into = into;
    }

    @Override
    public void write(int value) throws IOException {
      bytes++;
      into.write(value);
    }

    @Override
    public void write(byte[] buffer, int at, int length) throws IOException {
      bytes += length;
      into.write(buffer, at, length);
    }
  }

  /** One question to a worker. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(WorkerProcess worker) throws IOException, WorkerProcess.WorkerDiedException;
  }

  private Slot take() throws InterruptedIOException {
    try {
      return idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a worker");
    }
  }

  /** Room for one worker, which comes and goes. */
  private final class Slot {
    private WorkerProcess worker;

    /** A worker has worn out: there is more to read than a quickly warm JVM is best for. */
    private boolean isLongJob;

    /**
     * @param afterDeath the answer where two workers died of it
     * @param canRepeat whether the question may be asked once more
     */
    <T> T ask(Question<T> question, Function<WorkerProcess.Death, T> afterDeath, BooleanSupplier canRepeat)
        throws IOException {
      boolean again = false;
      while (true) {
        makeReady();
        boolean fresh = worker.filesRead() == 0;
        boolean answered = false;
        try {
          var answer = question.ask(worker);
          answered = true;
          return answer;
        } catch (WorkerProcess.WorkerDiedException e) {
          if (closed) {
            throw new IOException("the pool was closed", e);
          }
          // Files before it, or the system short of memory, may have ended the worker: once more in
          // a fresh one.
          if (again || fresh && e.death != WorkerProcess.Death.CRASH || !canRepeat.getAsBoolean()) {
            return afterDeath.apply(e.death);
          }
          again = true;
        } finally {
          if (!answered) {
            forget();
          }
        }
      }
    }

    private void makeReady() throws IOException {
      int most =
          isLongJob
              ? limits.filesPerWorker()
              : Math.min(limits.filesPerWorker(), FILES_OF_FIRST_WORKER);
      if (worker != null && worker.filesRead() >= most) {
        worker.close();
        forget();
        isLongJob = true;
      }
      if (worker == null) {
        worker = new WorkerProcess(mainClass, limits, isLongJob);
        alive.add(worker);
        if (closed) {
          worker.kill();
          throw new IOException("the pool was closed");
        }
      }
    }

    private void forget() {
      alive.remove(worker);
      worker = null;
    }
  }

  /** Ends the workers, also those at work. */
  @Override
  public void close() {
    closed = true;
    alive.forEach(WorkerProcess::kill);
  }
}
