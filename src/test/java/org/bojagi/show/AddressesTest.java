package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.bojagi.Trials;
import org.bojagi.show.Target.Use;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private final Addresses addresses = new Addresses();

  @Test
  void anAddressLeadsBackToItsTarget() {
    var random = new Random(Trials.seed(AddressesTest.class));
    for (int i = 0; i < Trials.of(20_000); i++) {
      var use = Use.values()[random.nextInt(Use.values().length)];
      var target = new Target(use, random.nextInt(256), random.nextInt(Integer.MAX_VALUE), random.nextInt(65_536));
      var address = addresses.of(target);
      assertTrue(address.matches("[A-Za-z0-9_-]{" + Addresses.LENGTH + "}"), address);
      assertEquals(Optional.of(target), addresses.target(address));
      assertEquals(address, addresses.of(target));
    }
  }

  @Test
  void anotherProcessMakesOtherAddresses() {
    var target = new Target(Use.MEDIA, 0, 17, 2);
    assertNotEquals(addresses.of(target), new Addresses().of(target));
    assertEquals(Optional.empty(), new Addresses().target(addresses.of(target)));
  }

  @Test
  void anAddressForOneUseIsNoneForAnotherAndNeighboursLookUnrelated() {
    var page = addresses.of(new Target(Use.ITEM, 0, 17, 0));
    var copy = addresses.of(new Target(Use.COPY, 0, 17, 0));
    int equal = 0;
    for (int i = 0; i < Addresses.LENGTH; i++) {
      equal += page.charAt(i) == copy.charAt(i) ? 1 : 0;
    }
    assertTrue(equal < 12, page + " " + copy);
  }

  @Test
  void whatIsChangedAnywhereLeadsNowhere() {
    var address = addresses.of(new Target(Use.FRAME, 3, 1_000_000, 12));
    for (int i = 0; i < address.length(); i++) {
      for (var other : new char[] {'A', 'z', '0', '_', '-', '=', '/', '+', '%', '\u0000', '가'}) {
        if (address.charAt(i) != other) {
          var changed = address.substring(0, i) + other + address.substring(i + 1);
          assertEquals(Optional.empty(), addresses.target(changed), changed);
        }
      }
    }
    assertEquals(Optional.empty(), addresses.target(""));
    assertEquals(Optional.empty(), addresses.target("A".repeat(Addresses.LENGTH)));
    assertEquals(Optional.empty(), addresses.target(address + "A"));
  }
}
