package org.bojagi.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.open.Library;
import org.bojagi.page.Asked;
import org.bojagi.page.Assets;
import org.bojagi.page.Pages;
import org.bojagi.page.Tongue;
import org.bojagi.page.Visit;
import org.bojagi.search.ShelfItem;
import org.bojagi.show.Addresses;
import org.bojagi.show.Target.Use;

/** From an address to its answer. Everything that comes here has passed the {@link Guard}. */
final class Routes {
  private static final int NOT_FOUND = 404;

  private final Unlocking unlocking;
  private final Attendance attendance;
  private final PassingOn passingOn;
  private final Consumer<String> end;
  private final Addresses addresses = new Addresses();
  private final Pages pages = new Pages(addresses);
  private final PageMakers makers;
  private final Searches searches = new Searches();
  private final Suggestions suggestions;
  private final Content content;
  private PassingPart passingPart;
  private volatile Tongue tongue;

  /**
   * @param makers of pages and frames
   * @param end takes a reason to end the process
   */
  Routes(
      Tongue tongue,
      Unlocking unlocking,
      Attendance attendance,
      PassingOn passingOn,
      PageMakers makers,
      String origin,
      Consumer<String> end) {
    this.tongue = tongue;
    this.unlocking = unlocking;
    this.attendance = attendance;
    this.passingOn = passingOn;
    this.end = end;
    this.makers = makers;
    this.suggestions = new Suggestions(pages, makers);
    this.content = new Content(addresses, origin, searches, pages, makers);
  }

  String closedPage() {
    return pages.closed(tongue);
  }

  void answer(HttpExchange exchange, Answer answer) throws IOException {
    try {
      if (exchange.getRequestMethod().equals("POST")) {
        post(exchange, answer);
      } else {
        get(exchange, answer);
      }
    } catch (Fault fault) {
      fault(exchange, fault);
    } catch (OutOfMemoryError none) {
      if (exchange.getResponseCode() >= 0) {
        throw none;
      }
      anew(exchange).page(503, pages.tooLarge(tongue));
    } catch (RuntimeException | StackOverflowError bug) {
      if (exchange.getResponseCode() >= 0) {
        throw bug;
      }
      // Its message may hold anything.
      anew(exchange).page(500, pages.fault(tongue, ""));
      throw bug;
    }
  }

  /** Said in the page while nothing of the answer has left; afterwards the connection just ends. */
  private void fault(HttpExchange exchange, Fault fault) throws IOException {
    if (exchange.getResponseCode() >= 0) {
      throw fault;
    }
    var answer = anew(exchange);
    if (exchange.getRequestURI().getRawPath().startsWith("/c/")) {
      answer.refuse(NOT_FOUND);
    } else {
      var html = fault instanceof UsageException ? pages.fault(tongue, "") : pages.fault(tongue, fault);
      answer.page(NOT_FOUND, html);
    }
  }

  /** What was said already of the answer that failed is not true of the one in its place. */
  private static Answer anew(HttpExchange exchange) {
    exchange.getResponseHeaders().clear();
    return new Answer(exchange);
  }

  private void get(HttpExchange exchange, Answer answer) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    var asked = query(exchange.getRequestURI().getRawQuery());
    var library = unlocking.library();
    var parts = path.substring(1).split("/", -1);
    if (parts[0].equals("assets") && parts.length == 2) {
      asset(parts[1], answer);
    } else if (path.equals("/alive")) {
      attendance.stream(exchange, this::state);
    } else if (parts[0].equals("c") && parts.length == 2) {
      content.answer(exchange, answer, library, tongue, addresses.target(parts[1]), asked);
    } else if (path.equals("/unlock") || library == null && path.equals("/")) {
      attendance.active();
      answer.page(200, pages.unlock(tongue, unlocking.door()));
    } else {
      attendance.active();
      var userAgent = exchange.getRequestHeaders().getFirst("User-Agent");
      var html = library == null
          ? Optional.<String>empty()
          : makers.make(() -> page(path, parts, asked, library, userAgent));
      answer.page(html.isPresent() ? 200 : NOT_FOUND, html.orElseGet(() -> pages.fault(tongue, "")));
    }
  }

  private Optional<String> page(
      String path, String[] parts, Map<String, String> asked, Library library, String userAgent)
      throws IOException {
    if (path.equals("/")) {
      unlocking.takeCards();
      return Optional.of(pages.home(tongue, unlocking.library(), unlocking.messages()));
    }
    if (path.equals("/stick")) {
      return Optional.of(pages.passOn(tongue, passingOn.state()));
    }
    if (path.equals("/part")) {
      return Optional.of(pages.passPart(tongue, library, passingPart().state()));
    }
    if (parts.length != 2) {
      return Optional.empty();
    }
    return switch (parts[0]) {
      case "s" -> searches.query(parts[1]).isEmpty()
          ? Optional.empty()
          : Optional.of(pages.results(tongue, library, asked(parts[1], asked)));
      case "list" -> Optional.of(
          parts[1].equals("all")
              ? pages.wholeList(tongue, library, asked("", asked))
              : pages.list(tongue, library, parts[1], from(asked)));
      case "part" -> part(parts[1], asked, library);
      case "i" -> item(parts[1], Use.ITEM, asked, library, userAgent);
      case "copy" -> item(parts[1], Use.COPY, asked, library, userAgent);
      default -> Optional.empty();
    };
  }

  private Optional<String> item(
      String address, Use use, Map<String, String> asked, Library library, String userAgent)
      throws IOException {
    var target = addresses.target(address).filter(found -> found.use() == use);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    ShelfItem item = library.shelves().at(target.get().bundle(), target.get().document());
    if (use == Use.COPY) {
      return Optional.of(pages.copy(tongue, library, item, target.get()));
    }
    var search = asked.getOrDefault("s", "");
    var found =
        searches.query(search)
            .map(typed -> asked(search, asked).foundBy(pages.searches().foundBy(search, typed)))
            .orElse(null);
    var visit =
        new Visit(
            found,
            asked.containsKey("ok"),
            Content.number(asked, "part"),
            Content.number(asked, "page"),
            Content.number(asked, "at"),
            Content.mediaLimitBytes(userAgent));
    return Optional.of(pages.item(tongue, library, item, target.get(), visit));
  }

  private Asked asked(String id, Map<String, String> asked) {
    return pages.searches().read(id, searches.query(id).orElse(""), name -> asked.getOrDefault(name, ""));
  }

  /** @param id of a search; {@code all}: of the whole list */
  private Optional<String> part(String id, Map<String, String> asked, Library library) throws IOException {
    if (!id.equals("all") && searches.query(id).isEmpty()) {
      return Optional.empty();
    }
    var list = asked(id.equals("all") ? "" : id, asked);
    var state = passingPart().offer(library, list, pages.searches().of(list));
    return Optional.of(pages.passPart(tongue, library, state));
  }

  /** Made when it is asked for: few are, and its classes take time to load. */
  private synchronized PassingPart passingPart() {
    if (passingPart == null) {
      passingPart = new PassingPart(attendance::active);
    }
    return passingPart;
  }

  /** @param of the address of a list; any other chooses nothing */
  private void choosePart(Library library, String of, String target) throws IOException {
    var parts = of.split("\\?", 2);
    boolean browsing = parts[0].equals("/list/all");
    var id = browsing ? "" : parts[0].replaceFirst("^/s/", "");
    if (library == null || !browsing && searches.query(id).isEmpty()) {
      return;
    }
    var list = asked(id, query(parts.length > 1 ? parts[1] : ""));
    makers.make(
        () -> {
          var address = pages.searches().of(list);
          var selection = passingPart().selection(library, list, address);
          selection.ifPresent(all -> passingPart().choose(library, all, address, target, tongue));
          return selection;
        });
  }

  private static int from(Map<String, String> asked) {
    var from = asked.getOrDefault("from", "");
    return from.matches("\\d{1,7}") ? Integer.parseInt(from) : 0;
  }

  private void post(HttpExchange exchange, Answer answer) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    var body = exchange.getRequestBody().readNBytes(Form.MAX_BYTES);
    attendance.active();
    try (var form = new Form(body)) {
      switch (path) {
        case "/unlock" -> {
          form.bytes("words").filter(words -> words.length > 0).ifPresent(unlocking::attempt);
          answer.seeOther("/unlock");
        }
        case "/unlock/other" -> {
          unlocking.attemptOtherReading();
          answer.seeOther("/unlock");
        }
        case "/language" -> {
          tongue = Tongue.of(form.text("tongue"));
          var back = form.text("back");
          answer.seeOther(back.matches("/[A-Za-z0-9_/-]{0,120}(\\?[A-Za-z0-9_=&-]{0,200})?") && !back.startsWith("//") ? back : "/");
        }
        case "/search" -> {
          var query = form.text("q").strip();
          answer.seeOther("/s/" + searches.remember(query));
        }
        case "/suggest" -> suggest(answer, form.text("q"));
        case "/lock" -> {
          answer.page(200, pages.closed(tongue));
          end.accept("lock");
        }
        case "/stick" -> {
          passingOn.choose(form.text("target"));
          answer.seeOther("/stick");
        }
        case "/stick/write" -> {
          passingOn.write();
          answer.seeOther("/stick");
        }
        case "/part/choose" -> {
          choosePart(unlocking.library(), form.text("of"), form.text("target"));
          answer.seeOther("/part");
        }
        case "/part/write" -> {
          if (!form.text("noted").isEmpty()) {
            passingPart().write(unlocking.library(), form.text("asked"));
          }
          answer.seeOther("/part");
        }
        case "/part/leave" -> {
          passingPart().leave();
          answer.seeOther("/");
        }
        case "/active" -> answer.bytes(204, "text/plain; charset=utf-8", new byte[0]);
        default -> {
          if (path.startsWith("/copy/")) {
            content.copy(answer, unlocking.library(), addresses.target(path.substring(6)));
          } else {
            answer.page(NOT_FOUND, pages.fault(tongue, ""));
          }
        }
      }
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private void suggest(Answer answer, String typed) throws IOException {
    var library = unlocking.library();
    var json = library == null ? Optional.<String>empty() : suggestions.answer(tongue, library, typed);
    answer.bytes(
        json.isPresent() ? 200 : 204,
        "application/json; charset=utf-8",
        json.orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static void asset(String name, Answer answer) throws IOException {
    var asset = Assets.named(name);
    if (asset.isEmpty()) {
      answer.refuse(NOT_FOUND);
    } else {
      answer.bytes(200, asset.get().mediaType(), asset.get().bytes());
    }
  }

  /** Of the beat: whether words are being tried, so that the page knows when to look again. */
  private String state() {
    var door = unlocking.door();
    boolean open = unlocking.library() != null;
    return "{\"open\":" + open + ",\"trying\":" + door.trying() + ",\"of\":" + door.folders()
        + ",\"seconds\":" + door.secondsTrying() + "}";
  }

  /** Our own addresses need no escapes; of several of one name the first counts. */
  private static Map<String, String> query(String raw) {
    var fields = new HashMap<String, String>();
    for (var pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
      var parts = pair.split("=", 2);
      fields.putIfAbsent(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return fields;
  }
}
