package org.bojagi.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The output of a program that reads what may be hostile: no shell, nothing of our environment but what finds
 * libraries and languages, nothing kept of what it complains.
 *
 * <p>Time counts only while a reader waits for its next bytes, so that a slow reader is not the program's
 * fault. At the end of the stream the program has ended well; where it hasn't, the last read throws. Closing
 * ends it, with whatever it has started.
 */
final class BoundedProcess extends InputStream {
  /**
   * @param waitCpu computing that one read may wait for
   * @param waitWall a last resort, loose: a machine under load must not lose films
   * @param wholeCpu computing of the whole run
   * @param outputBytes of the whole run
   */
  record Limits(Duration waitCpu, Duration waitWall, Duration wholeCpu, long outputBytes) {}

  /** Ended, by itself or by us, without doing what it was asked. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether we ended it, for what it cost. */
    final boolean ended;

    Failed(String what, boolean ended) {
      super(what);
      this.ended = ended;
    }
  }

  /** Bytes that a program is given on its standard input. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private static final long CHECK_MILLIS = 100;

  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH");

  private final Process process;
  private final InputStream output;
  private final Limits limits;
  private long bytes;
  private volatile IOException sourceFailure;

  // What the watch looks at, under this object's lock.
  private boolean waiting;
  private long waitingSinceNanos;
  private Duration cpuBefore = Duration.ZERO;
  private boolean ended;
  private boolean closed;

  /**
   * @param source null: the program's input is empty
   * @throws Failed it can't be started
   */
  BoundedProcess(Path program, List<String> arguments, Source source, Limits limits) throws Failed {
    this(program, arguments, source, limits, List.of());
  }

  /** @param environment more of it, as {@code NAME=value} */
  BoundedProcess(
      Path program, List<String> arguments, Source source, Limits limits, List<String> environment)
      throws Failed {
    this.limits = limits;
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT)));
    for (var variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    builder.directory(program.getParent().toFile());
    builder.redirectError(Redirect.DISCARD);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Failed("it can't be started", false);
    }
    output = process.getInputStream();
    Thread.ofVirtual().name("feed").start(() -> feed(source));
    Thread.ofVirtual().name("watch").start(this::watch);
  }

  private void feed(Source source) {
    try (OutputStream to = process.getOutputStream()) {
      if (source == null) {
        return;
      }
      try (var from = source.open()) {
        var buffer = new byte[1 << 16];
        for (int n = read(from, buffer); n > 0; n = read(from, buffer)) {
          to.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // It has read as much as it wanted, or ended.
    }
  }

  /** What fails on the program's side is no failure of the source. */
  private int read(InputStream from, byte[] buffer) {
    try {
      return from.read(buffer);
    } catch (IOException e) {
      sourceFailure = e;
      end();
      return -1;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = -1;
    synchronized (this) {
      waiting = true;
      waitingSinceNanos = System.nanoTime();
      cpuBefore = cpuTime();
    }
    try {
      n = fromOutput(buffer, offset, length);
      if (n < 0) {
        requireWellEnded();
      }
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
      throw new Failed("interrupted", false);
    } finally {
      synchronized (this) {
        waiting = false;
      }
    }
    bytes += Math.max(n, 0);
    if (bytes > limits.outputBytes) {
      end();
      throw new Failed("it gave more than " + limits.outputBytes + " bytes", true);
    }
    return n;
  }

  /** Ending a process closes its output, also while we read from it. */
  private int fromOutput(byte[] buffer, int offset, int length) throws IOException {
    try {
      return output.read(buffer, offset, length);
    } catch (IOException e) {
      synchronized (this) {
        if (ended) {
          return -1;
        }
      }
      throw e;
    }
  }

  private void requireWellEnded() throws IOException, InterruptedException {
    process.waitFor(); // the watch ends one that has closed its output and stays
    if (sourceFailure != null) {
      throw sourceFailure;
    }
    synchronized (this) {
      if (ended) {
        throw new Failed("it made no progress and was ended", true);
      }
    }
    if (process.exitValue() != 0) {
      throw new Failed("it ended with " + process.exitValue(), false);
    }
  }

  private void watch() {
    try {
      while (!process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isOverLimits()) {
          end();
        }
      }
    } catch (InterruptedException e) {
      end(); // unwatched it must not go on
    }
  }

  private synchronized boolean isOverLimits() {
    var cpu = cpuTime();
    return waiting
        && (cpu.minus(cpuBefore).compareTo(limits.waitCpu) > 0
            || cpu.compareTo(limits.wholeCpu) > 0
            || System.nanoTime() - waitingSinceNanos > limits.waitWall.toNanos());
  }

  /** Zero where the system doesn't say; then only the wall clock limits. */
  private Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** A program may be a script that has started another: that one would hold our pipe open. */
  private void end() {
    synchronized (this) {
      ended = !closed;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    end();
    output.close();
  }
}
