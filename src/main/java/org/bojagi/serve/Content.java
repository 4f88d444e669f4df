package org.bojagi.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bojagi.bundle.Locations;
import org.bojagi.bundle.Locations.Located;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.PackedFile;
import org.bojagi.catalog.Place;
import org.bojagi.open.Library;
import org.bojagi.page.Pages;
import org.bojagi.page.Tongue;
import org.bojagi.search.Searcher;
import org.bojagi.search.ShelfItem;
import org.bojagi.show.Addresses;
import org.bojagi.show.FrameRequest;
import org.bojagi.show.Frames;
import org.bojagi.show.MediaType;
import org.bojagi.show.MediaType.Kind;
import org.bojagi.show.Target;
import org.bojagi.show.Transcripts;

/** Packed bytes as a browser may have them: as pictures, films, subtitles, sanitised texts, or a copy that was asked for. */
final class Content {
  private static final int NOT_FOUND = 404;

  /** Firefox writes media to disk above this, in private windows too (its media.memory_cache_max_size). */
  private static final long FIREFOX_KEEPS_IN_MEMORY_BYTES = 8 << 20;

  /** More than a browser opens connections; whoever seeks wildly waits until what he left is noticed. */
  private static final int MOST_STREAMS = 12;

  private final Semaphore streams = new Semaphore(MOST_STREAMS);
  private final Frames frames;
  private final String origin;
  private final Searches searches;
  private final Pages pages;
  private final PageMakers makers;

  Content(Addresses addresses, String origin, Searches searches, Pages pages, PageMakers makers) {
    this.makers = makers;
    this.frames = new Frames(addresses);
    this.origin = origin;
    this.searches = searches;
    this.pages = pages;
  }

  /** The largest film or sound that a browser doesn't write to the disk. */
  static long mediaLimitBytes(String userAgent) {
    return userAgent != null && userAgent.contains("Firefox/") ? FIREFOX_KEEPS_IN_MEMORY_BYTES : Long.MAX_VALUE;
  }

  /** @param library null while nothing is open */
  void answer(
      HttpExchange exchange,
      Answer answer,
      Library library,
      Tongue tongue,
      Optional<Target> target,
      Map<String, String> asked)
      throws IOException {
    var found = item(library, target);
    if (found.isEmpty()) {
      answer.refuse(NOT_FOUND);
      return;
    }
    // Frames have an origin of their own, so what they show comes from elsewhere as they see it.
    answer.header("Cross-Origin-Resource-Policy", "cross-origin");
    if ("null".equals(Guard.single(exchange.getRequestHeaders(), "Origin"))) {
      answer.header("Access-Control-Allow-Origin", "null");
    }
    var item = found.get();
    switch (target.get().use()) {
      case MEDIA -> media(exchange, answer, library, item, target.get());
      case CAPTIONS -> captions(answer, library, item, target.get());
      case FRAME -> frame(answer, library, item, target.get(), tongue, asked);
      case ITEM, COPY -> answer.refuse(NOT_FOUND);
    }
  }

  /** An address may be of a time when more was open. */
  private static Optional<ShelfItem> item(Library library, Optional<Target> target) throws IOException {
    return library == null || target.isEmpty() || target.get().bundle() >= library.bundles().size()
        ? Optional.empty()
        : Optional.of(library.shelves().at(target.get().bundle(), target.get().document()));
  }

  private void media(HttpExchange exchange, Answer answer, Library library, ShelfItem item, Target target)
      throws IOException {
    var located = library.file(item.stored(), target.file());
    long size = located.file().sizeBytes();
    var type = mediaType(library, item, located);
    boolean spills = size > mediaLimitBytes(exchange.getRequestHeaders().getFirst("User-Agent"));
    if (type.isEmpty() || spills && type.get().kind() != Kind.PICTURE) {
      answer.refuse(NOT_FOUND);
      return;
    }
    Answer.Source bytes = (offset, length) -> library.read(item.bundle(), located, offset, length, null);
    Answer.Source filled = (offset, length) -> new FilledInputStream(bytes, offset, length);
    answer.header("Content-Security-Policy", type.get().contentSecurityPolicy());
    streams.acquireUninterruptibly();
    try {
      answer.file(type.get().contentType(), size, type.get().kind() == Kind.PICTURE ? bytes : filled);
    } finally {
      streams.release();
    }
  }

  private static Optional<MediaType> mediaType(Library library, ShelfItem item, Located located) throws IOException {
    int head = (int) Math.min(MediaType.HEAD_BYTES, located.file().sizeBytes());
    try (var in = library.read(item.bundle(), located, 0, head, null)) {
      return MediaType.of(in.readNBytes(head));
    }
  }

  private static void captions(Answer answer, Library library, ShelfItem item, Target target) throws IOException {
    var located = library.file(item.stored(), target.file());
    if (!Transcripts.shows(located.file())) {
      answer.refuse(NOT_FOUND);
      return;
    }
    var cues = Transcripts.cues(library.bundles().get(item.bundle()), located);
    answer.bytes(200, "text/vtt; charset=utf-8", Transcripts.webVtt(cues).getBytes(StandardCharsets.UTF_8));
  }

  private void frame(
      Answer answer, Library library, ShelfItem item, Target target, Tongue tongue, Map<String, String> asked)
      throws IOException {
    var locations = library.locations(item.stored());
    if (!Frames.shows(locations, target.file())) {
      answer.refuse(NOT_FOUND);
      return;
    }
    var html = makers.make(() -> frames.frame(request(library, item, locations, target, tongue, asked)).html());
    answer.header("Content-Security-Policy", Frames.contentSecurityPolicy(origin)).page(200, html);
  }

  private FrameRequest request(
      Library library,
      ShelfItem item,
      Locations locations,
      Target target,
      Tongue tongue,
      Map<String, String> asked)
      throws IOException {
    var page = number(asked, "page");
    return new FrameRequest(
        library.bundles().get(item.bundle()),
        item.bundle(),
        item.document(),
        locations,
        target.file(),
        pages.title(library, item, locations, target.file()),
        item.stored().type().equals(ItemType.LETTER.code()),
        number(asked, "part"),
        number(asked, "at"),
        page > 0 ? new Place.Page(page) : new Place.Start(),
        marker(asked),
        pages.frameWords(tongue));
  }

  private FrameRequest.Marker marker(Map<String, String> asked) throws IOException {
    var search = asked.getOrDefault("s", "");
    var query = searches.query(search).map(typed -> pages.searches().foundBy(search, typed));
    if (query.isEmpty()) {
      return FrameRequest.Marker.NOTHING;
    }
    return Searcher.marker(query.get())::marks;
  }

  /** -1 where there is none. */
  static int number(Map<String, String> asked, String name) {
    var text = asked.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** Any file to be saved, as it is packed. @param library null while nothing is open */
  void copy(Answer answer, Library library, Optional<Target> target) throws IOException {
    var item = item(library, target.filter(found -> found.use() == Target.Use.COPY));
    if (item.isEmpty()) {
      answer.refuse(NOT_FOUND);
      return;
    }
    var located = library.file(item.get().stored(), target.get().file());
    answer.header("Content-Disposition", disposition(located.file())).header("Content-Security-Policy", "sandbox");
    answer.file(
        "application/octet-stream",
        located.file().sizeBytes(),
        (offset, length) -> library.read(item.get().bundle(), located, offset, length, null));
  }

  /** RFC 6266 and 8187: the name of the file as it is in the bundle, without its folders. */
  private static String disposition(PackedFile file) {
    var name = file.path().substring(file.path().lastIndexOf('/') + 1);
    var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return "attachment; filename*=UTF-8''" + encoded;
  }
}
