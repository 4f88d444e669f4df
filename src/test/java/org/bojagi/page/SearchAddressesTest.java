package org.bojagi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.Map;
import org.bojagi.search.Facet;
import org.bojagi.search.SearchOptions.Sort;
import org.junit.jupiter.api.Test;

class SearchAddressesTest {
  private final SearchAddresses addresses = new SearchAddresses();

  private Asked read(String id, String address) {
    var fields = new HashMap<String, String>();
    var query = address.indexOf('?') < 0 ? "" : address.substring(address.indexOf('?') + 1);
    for (var pair : query.split("&")) {
      fields.put(pair.split("=", 2)[0], pair.substring(pair.indexOf('=') + 1));
    }
    return addresses.read(id, id.isEmpty() ? "" : "력사", name -> fields.getOrDefault(name, ""));
  }

  @Test
  void whatAnAddressIsMadeOfIsReadFromIt() {
    var asked =
        Asked.of("ab", "력사")
            .with(Facet.TYPE, "story")
            .with(Facet.LANGUAGE, "ko-KP")
            .with(Facet.SUBJECT, "겨울 & 봄")
            .with(Facet.PLACE, "?=/")
            .sorted(Sort.NEWEST)
            .onlyAsTyped()
            .from(20);
    assertEquals(asked, read("ab", addresses.of(asked)));
    var browsing = Asked.BROWSING.with(Facet.YEAR, "2025").sorted(Sort.OLDEST);
    assertEquals(browsing, read("", addresses.of(browsing)));
    assertEquals("/list/all", addresses.of(Asked.BROWSING));
    assertEquals("/s/ab", addresses.of(Asked.of("ab", "력사")));
  }

  @Test
  void noWordOfTheContentStandsInAnAddress() {
    var address = addresses.of(Asked.of("ab", "력사").with(Facet.SUBJECT, "spring").with(Facet.BUNDLE, "/media/x"));
    assertEquals("/s/ab?subject=v0&bundle=v1", address);
  }

  @Test
  void whatIsNotOfItsKindIsLeftOut() {
    var address = "/s/ab?type=Story!&language=ko_KP&subject=v7&year=2025&sort=worst&from=-1&as=x";
    assertEquals(Asked.of("ab", "력사"), read("ab", address));
  }

  @Test
  void theOldestOfVeryManyValuesAreForgottenAndThoseInUseAreNot() {
    var used = Asked.of("ab", "력사").with(Facet.SUBJECT, "used");
    var unused = addresses.of(used.with(Facet.SUBJECT, "unused"));
    var address = addresses.of(used);
    for (int i = 0; i < 10_000; i++) {
      addresses.of(used.with(Facet.SUBJECT, "subject " + i));
      read("ab", address);
    }
    assertEquals(used, read("ab", address));
    assertEquals(address, addresses.of(used));
    assertEquals(Map.of(), read("ab", unused).chosen());
    assertFalse(SearchAddresses.canHold("가".repeat(301)));
  }
}
