package org.bojagi.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Speaks to the server byte by byte, as no browser would. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /** @param status 0 where the connection ended without an answer */
  public record Reply(int status, String head, String body) {
    /** As they came, where the answer wasn't sent in chunks. */
    public byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String header(String name) {
      var found = Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*)$").matcher(head);
      return found.find() ? found.group(1).strip() : "";
    }
  }

  public Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /** The rest of a request line and head, with this server's name in it; asks to close the connection. */
  public Reply get(String path, String... headers) throws IOException {
    return send(request("GET", path, "", headers));
  }

  public Reply post(String path, String body, String... headers) throws IOException {
    return send(request("POST", path, body, headers));
  }

  public byte[] request(String method, String path, String body, String... headers) {
    var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    }
    return (request + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  /** Sends bytes as they are, and reads until the server closes. */
  public Reply send(byte[] bytes) throws IOException {
    try (var socket = connect()) {
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // It closed before it had read everything: what it said is still there to be read.
      }
      var answer = new ByteArrayOutputStream();
      try {
        var buffer = new byte[8192];
        for (int n; answer.size() < MAX_ANSWER_BYTES && (n = socket.getInputStream().read(buffer)) >= 0; ) {
          answer.write(buffer, 0, n);
        }
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // Reset: as good as closed.
      }
      return reply(answer.toString(StandardCharsets.ISO_8859_1));
    }
  }

  private static Reply reply(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    var head = end < 0 ? answer : answer.substring(0, end);
    var status = Pattern.compile("^HTTP/1\\.1 (\\d{3})").matcher(head);
    return new Reply(
        status.find() ? Integer.parseInt(status.group(1)) : 0, head, end < 0 ? "" : answer.substring(end + 4));
  }
}
