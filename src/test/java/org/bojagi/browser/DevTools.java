package org.bojagi.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.jr.ob.JSON;

/**
 * One connection to a browser: commands and their answers, events, both with the session that they belong to.
 */
final class DevTools implements AutoCloseable {
  /** @param session empty: the browser itself */
  record Event(String session, String method, Map<String, Object> parameters) {}

  interface Listener {
    /** On the connection's own thread: may {@link DevTools#send} but not {@link DevTools#call}. */
    void on(Event event);
  }

  /** @param method for whoever asks why there is no answer */
  private record Waiting(String session, String method, CompletableFuture<Map<String, Object>> answer) {
    void fail(String why) {
      answer.completeExceptionally(new IllegalStateException(method + ": " + why));
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final WebSocket socket;
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

  DevTools(URI address) {
    socket = client.newWebSocketBuilder().buildAsync(address, new Receiver()).join();
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  Map<String, Object> call(String session, String method, Map<String, ?> parameters) {
    try {
      return send(session, method, parameters).get(Poll.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(method + " has no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Map<String, Object>> send(String session, String method, Map<String, ?> parameters) {
    int number = numbers.incrementAndGet();
    var message = new HashMap<String, Object>(Map.of("id", number, "method", method, "params", parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    var answer = new CompletableFuture<Map<String, Object>>();
    waiting.put(number, new Waiting(session, method, answer));
    var text = JSON.std.asString(message);
    synchronized (this) { // a WebSocket takes one message at a time
      sending = sending.thenCompose(before -> socket.sendText(text, true));
      sending.exceptionally(
          thrown -> {
            answer.completeExceptionally(thrown);
            return null;
          });
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  static List<?> list(Object json) {
    return (List<?>) json;
  }

  private void received(String text) {
    var message = JSON.std.mapFrom(text);
    if (message.get("id") instanceof Number number) {
      var asked = waiting.remove(number.intValue());
      if (asked == null) {
        return; // it was given up when its page went
      }
      if (message.get("error") != null) {
        asked.fail(message.get("error").toString());
      } else {
        asked.answer.complete(object(message.get("result")));
      }
      return;
    }
    var session = (String) message.getOrDefault("sessionId", "");
    var event = new Event(session, (String) message.get("method"), object(message.get("params")));
    if (event.method.equals("Target.detachedFromTarget")) {
      giveUp(String.valueOf(event.parameters.get("sessionId")));
    }
    listeners.forEach(listener -> listener.on(event));
  }

  /** What a page was asked that has gone in the meantime is never answered. */
  private void giveUp(String session) {
    for (var asked : List.copyOf(waiting.entrySet())) {
      if (asked.getValue().session.equals(session) && waiting.remove(asked.getKey(), asked.getValue())) {
        asked.getValue().fail("what was asked has gone");
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        var whole = text.toString();
        text.setLength(0);
        received(whole);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable thrown) {
      ended("the connection to the browser broke: " + thrown);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ended("the browser closed the connection");
      return null;
    }

    private void ended(String why) {
      waiting.values().forEach(asked -> asked.fail(why));
    }
  }
}
