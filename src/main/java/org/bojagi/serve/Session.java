package org.bojagi.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * The one person that may see the pages: whoever brings a ticket within 30 seconds gets the cookie, and whoever has the
 * cookie is that person. A ticket works once. Any number of threads.
 */
final class Session {
  static final Duration TICKET_LIFE = Duration.ofSeconds(30);

  private static final int SECRET_BYTES = 16;

  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private final String cookieName = HexFormat.of().formatHex(bytes(4));
  private final String secret = secret();
  private String ticket;
  private long ticketMadeNanos;

  Session() {
    this(System::nanoTime);
  }

  /** @param nanoTime as {@link System#nanoTime} */
  Session(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Of 128 bits; the one before is worth nothing any more. */
  synchronized String newTicket() {
    ticket = secret();
    ticketMadeNanos = nanoTime.getAsLong();
    return ticket;
  }

  /** True once for the newest ticket. */
  synchronized boolean admit(String brought) {
    if (ticket == null || nanoTime.getAsLong() - ticketMadeNanos > TICKET_LIFE.toNanos()) {
      ticket = null;
      return false;
    }
    boolean admitted = same(ticket, brought);
    if (admitted) {
      ticket = null;
    }
    return admitted;
  }

  /** For {@code Set-Cookie} (RFC 6265bis): no script reads it, no other site sends it, it ends with the window. */
  String setCookie() {
    return cookieName + "=" + secret + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** @param header {@code Cookie}; null where there is none */
  boolean isCookieOf(String header) {
    if (header == null) {
      return false;
    }
    boolean found = false;
    for (var pair : header.split(";")) {
      int equals = pair.indexOf('=');
      found |=
          equals > 0
              && pair.substring(0, equals).strip().equals(cookieName)
              && same(secret, pair.substring(equals + 1).strip());
    }
    return found;
  }

  private String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** In a time that doesn't tell how much of it is right. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
