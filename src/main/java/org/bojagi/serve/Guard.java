package org.bojagi.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is let in, before anything is looked at. Another program on the computer, another user, a page of another site that
 * reaches for this port or rebinds its name to it: each gets a short refusal, and nothing of it says what is here.
 */
final class Guard {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  /** No escape is needed in any of our addresses, so none is decoded. */
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./-]{0,120}");

  private static final int MAX_QUERY_CHARS = 400;

  private final String host;
  private final String origin;
  private final Session session;

  Guard(int port, Session session) {
    this.host = "127.0.0.1:" + port;
    this.origin = "http://" + host;
    this.session = session;
  }

  String origin() {
    return origin;
  }

  /** The status to refuse with; 0: it may go on. A path under {@code /c/} is its own key. */
  int refusal(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var uri = exchange.getRequestURI();
    var path = uri.getRawPath();
    if (!single(headers, "Host").equals(host)) {
      return 421;
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return 405;
    }
    if (path == null || uri.getRawAuthority() != null || uri.getScheme() != null || !PATH.matcher(path).matches()) {
      return 404;
    }
    if (path.contains("..") || path.contains("//") || uri.getRawQuery() != null && uri.getRawQuery().length() > MAX_QUERY_CHARS) {
      return 404;
    }
    boolean ownKey = path.startsWith("/c/") || path.startsWith("/t/");
    var from = single(headers, "Origin");
    if (exchange.getRequestMethod().equals("POST")) {
      return refusalOfPost(headers, from);
    }
    if (!from.isEmpty() && !from.equals(origin) && !(ownKey && from.equals("null"))) {
      return 403;
    }
    if (ownKey) {
      return 0;
    }
    return isOfThisPage(headers) && session.isCookieOf(cookies(headers)) ? 0 : 403;
  }

  private int refusalOfPost(Headers headers, String from) {
    if (!from.equals(origin) || !isOfThisPage(headers) || !session.isCookieOf(cookies(headers))) {
      return 403;
    }
    if (headers.containsKey("Transfer-Encoding") || !single(headers, "Content-Length").matches("\\d{1,9}")) {
      return 411;
    }
    if (Long.parseLong(single(headers, "Content-Length")) > Form.MAX_BYTES) {
      return 413;
    }
    var type = single(headers, "Content-Type");
    boolean empty = single(headers, "Content-Length").equals("0");
    return empty || type.split(";", 2)[0].strip().equalsIgnoreCase(Form.MEDIA_TYPE) ? 0 : 415;
  }

  /** Fetch Metadata (W3C): a browser that says where a request comes from must say here, or that a person typed it. */
  private static boolean isOfThisPage(Headers headers) {
    var site = single(headers, "Sec-Fetch-Site");
    return site.isEmpty() || site.equals("same-origin") || site.equals("none");
  }

  private static String cookies(Headers headers) {
    var cookies = headers.get("Cookie");
    return cookies == null ? null : String.join(";", cookies);
  }

  /** Empty where there is none; {@code ?} where there are several, which no check accepts. */
  static String single(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? "" : values.size() > 1 ? "?" : values.getFirst();
  }
}
