package org.bojagi.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bojagi.scrub.Sensitive;

/**
 * The parent's end of one child process. Belongs to one thread at a time; only {@link #kill} may be
 * called by others.
 */
final class WorkerProcess {
  /** Exit code of a JVM under {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int OUT_OF_MEMORY = 3;

  private static final long CHECK_MILLIS = 100;

  /**
   * What a JVM needs of its surroundings to find files by their names; nothing else is passed on.
   */
  private static final Set<String> ENVIRONMENT = Set.of("LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT");

  /** Why a worker gave no answer. */
  enum Death {
    CPU_TIME("extraction-took-too-long", "Reading it took too much computing"),
    WALL_TIME("extraction-took-too-long", "Reading it took too long"),
    OUT_OF_MEMORY("extraction-out-of-memory", "Reading it took more memory than a document may"),
    CRASH("extraction-crashed", "Its parser crashed, or answered nonsense");

    final String code;
    final String what;

    Death(String code, String what) {
      this.code = code;
      this.what = what;
    }
  }

  /** No answer came, and the process has ended. */
  static final class WorkerDiedException extends Exception {
    private static final long serialVersionUID = 1L;

    final Death death;

    WorkerDiedException(Death death) {
      super(death.what);
      this.death = death;
    }
  }

  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private final ExtractionLimits limits;
  private int filesRead;

  // What the watch looks at, under this object's lock.
  private boolean isBusy;
  private long busySinceNanos;
  private Duration cpuBefore = Duration.ZERO;
  private Death verdict = Death.CRASH;

  /**
   * @param longRunning compile for speed rather than for a quick start
   * @throws IOException no worker can be started here
   */
  WorkerProcess(String mainClass, ExtractionLimits limits, boolean longRunning) throws IOException {
    this.limits = limits;
    var javaHome = Path.of(System.getProperty("java.home"));
    var builder = new ProcessBuilder(command(javaHome, mainClass, limits, longRunning));
    builder
        .environment()
        .keySet()
        .removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT)));
    builder.directory(javaHome.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    Thread.ofVirtual().name("watch").start(this::watch);
    beginWork();
    try {
      if (answers.readInt() != Wire.READY) {
        throw new IOException("it doesn't answer");
      }
    } catch (IOException e) {
      kill();
      throw new IOException("no process to read documents in can be started", e);
    } finally {
      endWork();
    }
  }

  private static List<String> command(
      Path javaHome, String mainClass, ExtractionLimits limits, boolean longRunning) {
    var command = new ArrayList<String>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(
        List.of(
            "-Xmx" + limits.heapMebibytes() + "m",
            // A document leaves megabytes of garbage: with less room half of the time goes into collecting it.
            "-Xms" + Math.min(48, limits.heapMebibytes()) + "m",
            "-XX:NewSize=" + Math.min(32, limits.heapMebibytes() / 2) + "m",
            "-XX:+UseSerialGC",
            // What a large document took goes back to the system: see HeapCeiling.
            "-XX:-ShrinkHeapInSteps",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=35",
            "-XX:TieredStopAtLevel=" + (longRunning ? 4 : 1),
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash"));
    command.addAll(Seclusion.options(javaHome));
    command.addAll(List.of("-cp", absoluteClassPath(), mainClass));
    command.addAll(Arrays.asList(Worker.arguments(limits)));
    return command;
  }

  /** The worker stands in another folder. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Also those that it died of. */
  int filesRead() {
    return filesRead;
  }

  /**
   * @throws WorkerDiedException no answer came; the process has ended
   * @throws IOException {@code source} can't be read; the process has ended
   */
  Extraction extract(ExtractionRequest request, SourceBytes source)
      throws IOException, WorkerDiedException {
    filesRead++;
    beginWork();
    try {
      Wire.writeQuestion(questions, request, null, source);
      return Wire.readAnswer(answers, request, limits);
    } catch (Wire.SourceFailedException e) {
      kill();
      throw e.reason();
    } catch (Wire.NonsenseException e) {
      kill();
      throw new WorkerDiedException(Death.CRASH);
    } catch (IOException e) {
      throw new WorkerDiedException(death());
    } finally {
      endWork();
    }
  }

  /**
   * @throws WorkerDiedException no answer came; the process has ended, and {@code into} may have got a part
   * @throws IOException {@code source} can't be read or {@code into} not be written; the process has ended
   */
  Cleaned clean(ExtractionRequest request, Set<Sensitive.Kind> keep, SourceBytes source, OutputStream into)
      throws IOException, WorkerDiedException {
    filesRead++;
    beginWork();
    try {
      Wire.writeQuestion(questions, request, keep, source);
      return CleanedWire.read(answers, source.sizeBytes(), into);
    } catch (Wire.SourceFailedException e) {
      kill();
      throw e.reason();
    } catch (CleanedWire.TargetFailedException e) {
      kill();
      throw e.reason();
    } catch (Wire.NonsenseException e) {
      kill();
      throw new WorkerDiedException(Death.CRASH);
    } catch (IOException e) {
      throw new WorkerDiedException(death());
    } finally {
      endWork();
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Lets a worker that has nothing to do end by itself, and kills it where it doesn't. */
  void close() {
    try {
      questions.close();
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It has ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  /** Why its answers ended. It ends by itself, on a busy computer a while later; one that doesn't ends here. */
  private Death death() {
    try {
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      kill();
      synchronized (this) {
        return verdict == Death.CRASH && ended && process.exitValue() == OUT_OF_MEMORY
            ? Death.OUT_OF_MEMORY
            : verdict;
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return Death.CRASH;
    }
  }

  private synchronized void beginWork() {
    isBusy = true;
    busySinceNanos = System.nanoTime();
    cpuBefore = cpuTime();
  }

  private synchronized void endWork() {
    isBusy = false;
  }

  private void watch() {
    try {
      while (!process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        killWhenOverLimits();
      }
    } catch (InterruptedException e) {
      kill(); // unwatched it must not go on
    }
  }

  private synchronized void killWhenOverLimits() {
    if (!isBusy) {
      return;
    }
    if (cpuTime().minus(cpuBefore).compareTo(limits.cpuTime()) > 0) {
      verdict = Death.CPU_TIME;
      kill();
    } else if (System.nanoTime() - busySinceNanos > limits.wallTime().toNanos()) {
      verdict = Death.WALL_TIME;
      kill();
    }
  }

  /** Zero where the system doesn't say; then only the wall clock limits. */
  private Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
