package org.bojagi.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a page's form sent: {@code application/x-www-form-urlencoded} (WHATWG URL §5.1), as bytes, since one of its fields
 * is a passphrase. Closing wipes it.
 */
final class Form implements AutoCloseable {
  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";
  static final int MAX_BYTES = 16 << 10;
  private static final int MAX_FIELDS = 32;

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  /** @param body stays the caller's. Of several fields of one name the first counts; what is no escape stays as it is */
  Form(byte[] body) {
    int from = 0;
    while (from < body.length && fields.size() < MAX_FIELDS) {
      int to = indexOf(body, '&', from, body.length);
      int equals = indexOf(body, '=', from, to);
      var name = new String(decoded(body, from, equals), StandardCharsets.UTF_8);
      var value = decoded(body, Math.min(equals + 1, to), to);
      if (fields.putIfAbsent(name, value) != null) {
        Arrays.fill(value, (byte) 0);
      }
      from = to + 1;
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return to;
  }

  private static byte[] decoded(byte[] bytes, int from, int to) {
    var decoded = new Wiped(to - from);
    for (int i = from; i < to; i++) {
      boolean escape = bytes[i] == '%' && i + 2 < to;
      int high = escape ? Character.digit(bytes[i + 1], 16) : -1;
      int low = escape ? Character.digit(bytes[i + 2], 16) : -1;
      if (high >= 0 && low >= 0) {
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    return decoded.take();
  }

  /** An output whose buffer, as large as it will ever need, leaves no copy behind. */
  private static final class Wiped extends ByteArrayOutputStream {
    Wiped(int size) {
      super(Math.max(1, size));
    }

    byte[] take() {
      var taken = toByteArray();
      Arrays.fill(buf, (byte) 0);
      return taken;
    }
  }

  /** Empty where there is no such field. */
  String text(String name) {
    return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  /** The form's own array, wiped with it. */
  Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  @Override
  public void close() {
    fields.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }
}
