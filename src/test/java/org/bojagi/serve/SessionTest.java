package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final AtomicLong now = new AtomicLong();
  private final Session session = new Session(now::get);

  @Test
  void aTicketWorksOnce() {
    var ticket = session.newTicket();
    assertTrue(session.admit(ticket));
    assertFalse(session.admit(ticket));
  }

  @Test
  void aTicketIsWorthNothingAfterHalfAMinute() {
    var inTime = session.newTicket();
    now.addAndGet(Session.TICKET_LIFE.toNanos());
    assertTrue(session.admit(inTime));
    var late = session.newTicket();
    now.addAndGet(Session.TICKET_LIFE.toNanos() + 1);
    assertFalse(session.admit(late));
  }

  @Test
  void guessingDoesNotUseATicketUpAndANewOneReplacesTheOld() {
    var old = session.newTicket();
    assertFalse(session.admit(""));
    assertFalse(session.admit(old + "A"));
    var ticket = session.newTicket();
    assertFalse(session.admit(old));
    assertTrue(session.admit(ticket));
  }

  @Test
  void theCookieIsKnownAmongOthersAndNothingElseIs() {
    var pair = session.setCookie().split(";")[0];
    var name = pair.substring(0, pair.indexOf('='));
    assertTrue(session.isCookieOf(pair));
    assertTrue(session.isCookieOf("a=b; " + pair + "; c"));
    assertFalse(session.isCookieOf(null));
    assertFalse(session.isCookieOf(""));
    assertFalse(session.isCookieOf(name + "="));
    assertFalse(session.isCookieOf(pair + "x"));
    assertFalse(session.isCookieOf("other" + pair.substring(name.length())));
    assertFalse(new Session().isCookieOf(pair));
  }

  @Test
  void theCookieIsForThisWindowAndNoScriptOrOtherSite() {
    assertTrue(session.setCookie().endsWith("; Path=/; HttpOnly; SameSite=Strict"), session.setCookie());
    assertNotEquals(new Session().setCookie().split("=")[0], session.setCookie().split("=")[0]);
  }
}
