package org.bojagi.extract;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.bojagi.catalog.Role;
import org.bojagi.scrub.Sensitive;

/**
 * A worker that does what the path of its file says, and reads files of other names as the real one
 * does.
 */
final class Misbehaving {
  private static final List<byte[]> HOARD = new ArrayList<>();
  private static boolean poisoned;

  private Misbehaving() {}

  public static void main(String[] arguments) throws IOException {
    Worker.serve(Misbehaving::read, Misbehaving::clean, arguments);
  }

  private static Extraction read(ExtractionRequest request, byte[] bytes, ExtractionLimits limits)
      throws Exception {
    if (poisoned) {
      Runtime.getRuntime().halt(1);
    }
    if (request.pages() != null) {
      return pages(request, limits);
    }
    switch (request.path()) {
      case "loop" -> {
        while (true) {
          HOARD.clear();
        }
      }
      case "hang" -> {
        while (true) {
          LockSupport.park();
        }
      }
      case "memory" -> {
        while (true) {
          HOARD.add(new byte[1 << 20]);
        }
      }
      case "stack" -> deeper(1);
      case "halt" -> Runtime.getRuntime().halt(0);
      case "exit" -> System.exit(0);
      case "poison" -> poisoned = true;
      case "print" -> System.out.println("a parser's chatter");
      case "flood" -> flood(new byte[1 << 16]);
      case "garbage" -> {
        var garbage = new byte[10_000];
        new Random(bytes[0]).nextBytes(garbage);
        new FileOutputStream(FileDescriptor.out).write(garbage);
        LockSupport.park();
      }
      case "url" -> URI.create(new String(bytes)).toURL().openStream().close();
      case "socket" -> new Socket("127.0.0.1", Integer.parseInt(new String(bytes))).close();
      case "host" -> java.net.InetAddress.getByName("localhost.example.org");
      case "spool" -> Files.createTempFile("a", "b");
      default -> {}
    }
    return FileReader.read(new ExtractionRequest(request.path() + ".txt"), bytes, limits);
  }

  /** Does the same before it cleans; sends half a document, or another one than it was given. */
  private static Cleaned clean(
      ExtractionRequest request, byte[] bytes, Set<Sensitive.Kind> keep, OutputStream out) throws Exception {
    if (request.path().equals("half")) {
      var answer = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
      answer.writeInt(9);
      answer.writeBoolean(true);
      answer.writeLong(0);
      answer.writeLong(1_000_000);
      answer.write(new byte[100_000]);
      answer.flush();
      Runtime.getRuntime().halt(1);
    }
    read(request, bytes, ExtractionLimits.DEFAULT);
    out.write(bytes);
    return new Cleaned(true, List.of(), List.of());
  }

  /** Dies of each page that the path names, and else draws three at a time, of one byte each. */
  private static Extraction pages(ExtractionRequest request, ExtractionLimits limits) {
    var draft = new Draft(request, FileType.PDF, limits);
    int first = request.pages().first();
    for (int page = first; page <= Math.min(first + 2, request.pages().last()); page++) {
      if (request.path().contains("(" + page + ")")) {
        Runtime.getRuntime().halt(1);
      }
      draft.lastPage = page;
      draft.picture(String.format("page-%04d.png", page), Role.PAGE, "image/png", new byte[1]);
    }
    return draft.finish();
  }

  private static void flood(byte[] bytes) throws IOException {
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      while (true) {
        out.write(bytes);
      }
    }
  }

  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }
}
