package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PageMakersTest {
  private final AtomicInteger givenBack = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final PageMakers makers = new PageMakers(givenBack::incrementAndGet);

  private String page(int enoughFrom) {
    if (asked.incrementAndGet() < enoughFrom) {
      throw new OutOfMemoryError("Java heap space");
    }
    return "page";
  }

  @Test
  void whatMemoryDidNotDoForIsMadeOnceMoreWithMore() throws IOException {
    assertEquals("page", makers.make(() -> page(1)));
    assertEquals(0, givenBack.get());
    asked.set(0);
    assertEquals("page", makers.make(() -> page(2)));
    assertEquals(1, givenBack.get());
    assertEquals(2, asked.get());
  }

  @Test
  void whatIsTooLargeIsToldAndTheNextIsMade() throws IOException {
    assertThrows(OutOfMemoryError.class, () -> makers.make(() -> page(3)));
    assertEquals(1, givenBack.get());
    assertEquals("page", makers.make(() -> page(1)));
    assertThrows(IOException.class, () -> makers.make(() -> {
      throw new IOException("gone");
    }));
    assertEquals("page", makers.make(() -> page(1)));
  }
}
