package org.bojagi.scrub;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedValuesTest {
  private final PlantedValues planted = new PlantedValues();
  private final String name = planted.plantKorean("author");

  @Test
  void aValueIsFoundInEveryForm() {
    var utf8 = name.getBytes(UTF_8);
    for (var form :
        List.of(
            utf8,
            name.getBytes(UTF_16BE),
            URLEncoder.encode(name, UTF_8).getBytes(UTF_8),
            Base64.getEncoder().encode(utf8),
            Base64.getEncoder().encode(("a" + name + "bc").getBytes(UTF_8)),
            Base64.getMimeEncoder().encode(("ab" + name + "c").getBytes(UTF_8)))) {
      assertEquals(List.of("author"), planted.placesIn(form));
      assertThrows(AssertionError.class, () -> planted.assertAbsent(form));
    }
    planted.assertAbsent(new byte[100]);
  }

  @Test
  void lettersOfAnotherCaseAreTheSame() {
    var text = planted.plant("title");
    assertEquals(List.of("title"), planted.placesIn(text.toUpperCase(java.util.Locale.ROOT).getBytes(UTF_8)));
  }

  @Test
  void whatWasNeverPlantedIsNamed() {
    assertThrows(AssertionError.class, () -> planted.assertPresent(new byte[100]));
    planted.assertPresent(name.getBytes(UTF_8));
  }
}
