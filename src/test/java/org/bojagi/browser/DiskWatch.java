package org.bojagi.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The system calls by which a process, and whatever it starts, could leave something behind: those that open
 * for writing, make, name, cut or remove files, and those that reach for a network. strace watches; each call
 * is told with the program that made it, so that the browser's are apart from ours.
 *
 * <p>Not seen: what is written to descriptors that the process was given, and memory that the system swaps
 * out.
 */
public final class DiskWatch {
  private static final String FILES =
      "open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
          + "link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,lchown,fchownat,utime,utimes,"
          + "utimensat,setxattr,lsetxattr,mount,io_uring_setup";
  private static final String NETWORK = "connect,bind,sendto";
  private static final String PROCESSES = "execve,execveat,clone,clone3,fork,vfork";

  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\((.*?)(?:\\) += (.*)| <unfinished \\.\\.\\.>)", Pattern.DOTALL);
  private static final Pattern PATH =
      Pattern.compile(
          "(?:(?:AT_FDCWD|\\d+)<((?:[^>\\\\]++|\\\\.)*+)>, )?\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern WRITING =
      Pattern.compile("\\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\\b");
  private static final Pattern ADDRESS =
      Pattern.compile("sa_family=(AF_\\w+)(?:.*?(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"([^\"]*)\")?");

  /**
   * @param program absolute path of what the process ran
   * @param paths absolute, of the files concerned; none for calls of the network
   * @param failed the system refused; elsewhere it may not
   * @param line as strace tells it
   */
  public record Call(String program, String name, List<Path> paths, boolean failed, String line) {
    @Override
    public String toString() {
      return program + ": " + line;
    }
  }

  private final Path folder;

  private DiskWatch(Path folder) {
    this.folder = folder;
  }

  /**
   * Skips the test where strace is missing or may not watch.
   *
   * @param folder an empty one, for what strace tells
   */
  public static DiskWatch in(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean works;
    try {
      works = new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException e) {
      works = false;
    }
    Assumptions.assumeTrue(works, "strace is not installed, or may not watch here");
    return new DiskWatch(folder.toAbsolutePath());
  }

  /** The command that runs another one and watches it. It ends when all that was started has ended. */
  public List<String> command(List<String> watched) {
    var command = new ArrayList<>(List.of("strace", "-ff", "--seccomp-bpf", "-qq", "-y", "-s", "4096"));
    command.addAll(List.of("-e", "trace=" + FILES + "," + NETWORK + "," + PROCESSES, "-e", "signal=none"));
    command.addAll(List.of("-o", folder.resolve("calls").toString(), "--"));
    command.addAll(watched);
    return command;
  }

  /**
   * Calls that change a file system or would have; what goes to {@code /dev/null} and {@code /proc/self} is
   * none.
   */
  public List<Call> changes(Predicate<String> program) throws IOException {
    return calls().stream()
        .filter(call -> program.test(call.program))
        .filter(DiskWatch::changes)
        .toList();
  }

  /**
   * Calls that reach beyond 127.0.0.1 or let others reach in; sockets of the kernel and of local files are
   * none.
   */
  public List<Call> network(Predicate<String> program) throws IOException {
    return calls().stream()
        .filter(call -> program.test(call.program))
        .filter(call -> List.of(NETWORK.split(",")).contains(call.name))
        .filter(DiskWatch::leavesLoopback)
        .toList();
  }

  private static boolean changes(Call call) {
    if (call.name.equals("bind")) {
      return call.line.contains("sun_path=\"");
    }
    if (!List.of(FILES.split(",")).contains(call.name)) {
      return false;
    }
    if (call.name.startsWith("open") && !WRITING.matcher(call.line).find()) {
      return false;
    }
    return call.paths.isEmpty() || !call.paths.stream().allMatch(DiskWatch::isNoFile);
  }

  private static boolean isNoFile(Path path) {
    return List.of("/dev/null", "/dev/tty").contains(path.toString()) || path.startsWith("/proc/self");
  }

  private static boolean leavesLoopback(Call call) {
    var address = ADDRESS.matcher(call.line);
    if (!address.find()) {
      return false;
    }
    return switch (address.group(1)) {
      case "AF_INET", "AF_INET6" ->
          !List.of("127.0.0.1", "::ffff:127.0.0.1", "::1").contains(String.valueOf(address.group(2)));
      default -> false;
    };
  }

  /** All that was watched, thread by thread. */
  public List<Call> calls() throws IOException {
    var lines = new TreeMap<Integer, List<String>>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        lines.put(Integer.parseInt(name.substring(name.lastIndexOf('.') + 1)), Files.readAllLines(file));
      }
    }
    var children = new HashSet<Integer>();
    lines.values().forEach(those -> those.forEach(line -> child(line).ifPresent(children::add)));
    var calls = new ArrayList<Call>();
    var next = new ArrayDeque<Map.Entry<Integer, String>>();
    lines.keySet().stream().filter(thread -> !children.contains(thread)).forEach(
        thread -> next.add(Map.entry(thread, "")));
    while (!next.isEmpty()) {
      var thread = next.remove();
      var program = thread.getValue();
      for (var line : lines.getOrDefault(thread.getKey(), List.of())) {
        var call = CALL.matcher(line);
        if (!call.lookingAt()) {
          continue;
        }
        var result = call.group(3) == null ? "?" : call.group(3);
        if (call.group(1).startsWith("execve")) {
          program = result.equals("0") ? paths(call.group(2)).getFirst().toString() : program;
          continue;
        }
        var begun = program;
        child(line).ifPresent(child -> next.add(Map.entry(child, begun)));
        // What is sent is text to strace too.
        var paths = NETWORK.contains(call.group(1)) ? List.<Path>of() : paths(call.group(2));
        calls.add(new Call(program, call.group(1), paths, result.startsWith("-1 "), line));
      }
    }
    return calls;
  }

  private static Optional<Integer> child(String line) {
    return line.startsWith("clone") || line.startsWith("fork") || line.startsWith("vfork")
        ? CALL.matcher(line).results().map(call -> call.group(3)).filter(r -> r != null && r.matches("\\d+"))
            .map(Integer::parseInt).findFirst()
        : Optional.empty();
  }

  private static List<Path> paths(String arguments) {
    return PATH.matcher(arguments).results().map(DiskWatch::path).toList();
  }

  private static Path path(MatchResult match) {
    var path = Path.of(unescaped(match.group(2)));
    return match.group(1) == null ? path : Path.of(unescaped(match.group(1))).resolve(path);
  }

  /** strace writes bytes that are no ASCII as octal numbers. */
  private static String unescaped(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      int end = i + 1;
      while (end < text.length() && end < i + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
        end++;
      }
      if (end > i + 1) {
        bytes.write(Integer.parseInt(text.substring(i + 1, end), 8));
        i = end - 1;
      } else {
        i++;
        int letter = "tnvfr".indexOf(text.charAt(i));
        bytes.write(letter < 0 ? text.charAt(i) : "\t\n\u000b\f\r".charAt(letter));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
