package org.bojagi.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.About;
import org.bojagi.bundle.BundleWriter;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Passphrase;
import org.bojagi.catalog.CatalogueLine;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.index.IndexBuilder;
import org.bojagi.index.IndexedItem;
import org.bojagi.index.IndexedText;

/**
 * The reader's pages as a process of their own, from the outside: start, memory, pages of results, a film.
 *
 * <p>Arguments: the folder that holds {@code korquad/}; a folder for the bundle, kept and used again; how many documents
 * (300000); the command that starts the reader, to which {@code --no-browser --print-url BUNDLE} is added (./bojagi
 * read). Linux: memory and CPU time come from /proc. {@code age} is on the path.
 */
public final class ReaderBench {
  static final String WORDS = "다리 우에서 만난 사람";
  private static final long FILM_BYTES = 2L << 30;
  private static final int SENTENCES = 4;
  private static final int SEARCHES = 600;
  private static final int WARM_UP = 200;
  private static final int SEEKS = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> sentences = new ArrayList<>();
  private final Path folder;
  private final int documents;

  private ReaderBench(String[] arguments) throws Exception {
    for (var paragraph : TestSets.korquad(Path.of(arguments[0])).paragraphs()) {
      sentences.addAll(Arrays.asList(paragraph.split("(?<=[.])\\s+")));
    }
    folder = Path.of(arguments[1]);
    documents = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300_000;
  }

  public static void main(String[] arguments) throws Exception {
    var bench = new ReaderBench(arguments);
    var bundle = bench.bundle();
    var command = arguments.length > 3 ? arguments[3] : "./bojagi read";
    bench.measure(command, bundle);
  }

  private Path bundle() throws Exception {
    var bundle = folder.resolve("reader-" + documents);
    if (Files.isDirectory(bundle)) {
      return bundle;
    }
    Files.createDirectories(folder);
    try (var executor = Executors.newFixedThreadPool(2);
        var writer = new BundleWriter(bundle, 1L << 30, executor);
        var index = new IndexBuilder(writer.scratch(), 48 << 20, executor)) {
      for (int i = 0; i < documents; i++) {
        var text = text(i);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var passages = List.of(new Passage(new Place.Start(), 0, text.length(), text));
        add(writer, index, "글/" + i + ".txt", ItemType.STORY, "text/plain", bytes.length, new ByteArrayInputStream(bytes), passages);
      }
      add(writer, index, "영상/film.mp4", ItemType.FILM, "video/mp4", FILM_BYTES, new Film(), List.of());
      for (var file : index.finish()) {
        try (var in = file.open()) {
          writer.addLuceneFile(file.name(), file.length(), in);
        }
      }
      var recipient = new ScryptRecipient(Passphrase.forWriting(WORDS.getBytes(StandardCharsets.UTF_8)), ScryptRecipient.DEFAULT_LOG_N);
      var about = new About(Map.of("ko", "책장"), "ko", "", "", List.of(Item.idOf("영상/film.mp4")));
      writer.finish(about, 1, List.of(recipient));
    }
    return bundle;
  }

  private String text(int number) {
    var random = new Random(number);
    var text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      text.append(sentences.get(random.nextInt(sentences.size()))).append('\n');
    }
    return text.toString();
  }

  private void add(
      BundleWriter writer,
      IndexBuilder index,
      String path,
      ItemType type,
      String mediaType,
      long size,
      InputStream in,
      List<Passage> passages)
      throws IOException {
    var sealed = writer.add(path, in, size, mediaType.startsWith("text/"));
    var id = Item.idOf(path);
    var format = passages.isEmpty() ? null : TextFormat.PLAIN;
    var file =
        new PackedFile(
            id, path, id, Role.ITEM, "", mediaType, "ko", format, "", size, null, Map.of(), sealed.segmentHashes(),
            sealed.sha256());
    var title = passages.isEmpty() ? "film" : passages.getFirst().text().split("[\\s,.]+", 4)[0];
    var description = DublinCore.NOTHING.withTitle(Map.of("ko", title));
    var item = new Item(id, path, type, "ko", description, null, 0, 0, List.of(), false, passages.isEmpty());
    writer.addLine(new CatalogueLine(file, Optional.of(item)));
    var located = new Locations(List.of(new Locations.Located(file, sealed.extents())));
    var texts = passages.isEmpty() ? List.<IndexedText>of() : List.of(new IndexedText(0, "ko", TextFormat.PLAIN, "", passages));
    index.add(new IndexedItem(item, List.of(file), texts, located.encode()));
  }

  /** Begins as an MP4 does; the rest is of no kind. */
  private static final class Film extends InputStream {
    private static final byte[] HEAD = "\0\0\0\u0020ftypisom\0\0\2\0isomiso2mp41\0\0\0\bfree".getBytes(StandardCharsets.ISO_8859_1);
    private final byte[] noise = new byte[1 << 20];
    private long position;

    Film() {
      new Random(1).nextBytes(noise);
    }

    @Override
    public int read() {
      return position == FILM_BYTES ? -1 : at(position++) & 0xFF;
    }

    private byte at(long at) {
      return at < HEAD.length ? HEAD[(int) at] : (byte) (noise[(int) (at % noise.length)] ^ at >>> 20);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int n = (int) Math.min(length, FILM_BYTES - position);
      for (int i = 0; i < n; i++) {
        bytes[offset + i] = at(position + i);
      }
      position += n;
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  private void measure(String command, Path bundle) throws Exception {
    var arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--no-browser", "--print-url", bundle.toString()));
    var process = new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines = process.inputReader()) {
      var address = URI.create(lines.readLine());
      var origin = "http://127.0.0.1:" + address.getPort();
      var cookie = get(address.toString(), "").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      get(origin + "/", cookie);
      System.out.printf("start to a page that answers: %.2f s CPU%n", cpuSeconds(process));
      double before = cpuSeconds(process);
      post(origin, "/unlock", "words=" + encoded(WORDS), cookie);
      while (!get(origin + "/", cookie).body().contains("action=\"/search\"")) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.printf("unlocked: %.2f s CPU, %d MiB resident%n", cpuSeconds(process) - before, residentMiB(process));
      search(origin, cookie);
      System.out.printf("after searching: %d MiB resident%n", residentMiB(process));
      film(process, origin, cookie, bundle);
      System.out.printf("after playing: %d MiB resident, at most %d%n", residentMiB(process), peakMiB(process));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private void search(String origin, String cookie) throws Exception {
    var random = new Random(3);
    var millis = new ArrayList<Double>();
    for (int i = 0; i < WARM_UP + SEARCHES; i++) {
      var words = sentences.get(random.nextInt(sentences.size())).split("\\s+");
      int first = random.nextInt(words.length);
      var query = words[first] + (first + 1 < words.length && i % 2 == 0 ? " " + words[first + 1] : "");
      long begin = System.nanoTime();
      var found = post(origin, "/search", "q=" + encoded(query), cookie);
      var page = get(origin + found.headers().firstValue("Location").orElseThrow(), cookie);
      if (page.statusCode() != 200) {
        throw new IllegalStateException("status " + page.statusCode());
      }
      if (i >= WARM_UP) {
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    print("page of results over HTTP (form, redirect, page)", millis);
  }

  private void film(Process process, String origin, String cookie, Path bundle) throws Exception {
    var list = get(origin + "/list/film", cookie).body();
    var item = first(list, "href=\"(/i/[^\"?]+)");
    var source = first(get(origin + item, cookie).body(), "<(?:video|source)[^>]* src=\"(/c/[^\"]+)");
    var random = new Random(4);
    var millis = new ArrayList<Double>();
    for (int i = 0; i < SEEKS; i++) {
      long at = (long) (random.nextDouble() * FILM_BYTES);
      var request = HttpRequest.newBuilder(URI.create(origin + source)).header("Range", "bytes=" + at + "-").build();
      long begin = System.nanoTime();
      var response = http.send(request, BodyHandlers.ofInputStream());
      try (var in = response.body()) {
        in.read();
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    print("first byte after a seek in a film of 2 GiB", millis);
    double before = cpuSeconds(process);
    var whole = http.send(HttpRequest.newBuilder(URI.create(origin + source)).build(), BodyHandlers.ofInputStream());
    long bytes = 0;
    try (var in = whole.body()) {
      var buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        bytes += n;
      }
    }
    double ours = cpuSeconds(process) - before;
    double age = age(bytes);
    System.out.printf("%,d bytes over loopback: %.2f s CPU, age -d %.2f s, ratio %.2f%n", bytes, ours, age, ours / age);
  }

  /** CPU seconds that {@code age -d} takes for as many bytes. */
  private double age(long bytes) throws Exception {
    var key = folder.resolve("bench.key");
    var file = folder.resolve("bench.age");
    if (!Files.exists(file)) {
      var identity = X25519Identity.generate();
      Files.write(key, identity.encode());
      var recipient = identity.recipient().encode();
      var encrypt = new ProcessBuilder("age", "-r", recipient, "-o", file.toString()).start();
      try (var out = encrypt.getOutputStream()) {
        new Film().transferTo(out);
      }
      encrypt.waitFor();
    }
    var command = "age -d -i " + key + " " + file + " >/dev/null";
    var timed = new ProcessBuilder("bash", "-c", "TIMEFORMAT='%U %S'; time { " + command + "; }").start();
    var times = new String(timed.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
    return (Double.parseDouble(times[0]) + Double.parseDouble(times[1])) * bytes / FILM_BYTES;
  }

  private HttpResponse<String> get(String address, String cookie) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).header("Cookie", cookie).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String origin, String path, String form, String cookie) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Cookie", cookie)
            .header("Origin", origin)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String first(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern);
    }
    return found.group(1);
  }

  private static void print(String what, List<Double> millis) {
    millis.sort(null);
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms%n", what, millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100));
  }

  private static double cpuSeconds(Process process) {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
  }

  private static long residentMiB(Process process) throws IOException {
    return status(process, "VmRSS:");
  }

  private static long peakMiB(Process process) throws IOException {
    return status(process, "VmHWM:");
  }

  private static long status(Process process, String field) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return 0;
  }
}
