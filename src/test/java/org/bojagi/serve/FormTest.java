package org.bojagi.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class FormTest {
  private static Form form(String body) {
    return new Form(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fieldsAsABrowserSendsThem() {
    var form = form("words=%EC%82%B4%EA%B5%AC+%EB%88%88&q=a%26b%3Dc&empty=&bare");
    assertEquals("살구 눈", form.text("words"));
    assertEquals("a&b=c", form.text("q"));
    assertEquals("", form.text("empty"));
    assertEquals("", form.text("bare"));
    assertEquals("", form.text("none"));
    assertEquals(Optional.empty(), form.bytes("none"));
  }

  @Test
  void whatIsNoEscapeStaysAndTheFirstOfOneNameCounts() {
    var form = form("a=100%&b=%zz%4&a=second&c=%+1");
    assertEquals("100%", form.text("a"));
    assertEquals("%zz%4", form.text("b"));
    assertEquals("% 1", form.text("c"));
  }

  @Test
  void closingWipesEveryField() {
    var form = form("words=secret");
    var bytes = form.bytes("words").orElseThrow();
    form.close();
    assertArrayEquals(new byte[6], bytes);
  }

  @Test
  void whateverIsSentIsReadAndWhatAnEncoderWroteComesBack() {
    var random = new Random(Trials.seed(FormTest.class));
    for (int i = 0; i < Trials.of(20_000); i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      new Form(bytes).close();
      var text = new String(bytes, StandardCharsets.UTF_8);
      assertEquals(text, form("x=1&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).text("q"));
    }
  }

  @Test
  void fieldsAreBounded() {
    var many = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      many.append('n').append(i).append("=1&");
    }
    assertTrue(form(many + "q=late").text("q").isEmpty());
  }
}
