package org.bojagi.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bojagi.scrub.PlantedValues;
import org.bojagi.scrub.Sensitive;
import org.bojagi.scrub.Sensitive.Kind;
import org.junit.jupiter.api.Test;

/** A PDF written by hand, with something in places that few programs write to, or beside its objects. */
class PdfPlacesTest {
  private final PlantedValues planted = new PlantedValues();

  /** One empty page, and more objects; {@code beside} stands between the last object and the table. */
  private static byte[] pdf(String catalog, String page, Map<Integer, String> more, String before, String beside, String behind) {
    var objects = new TreeMap<>(more);
    objects.put(1, "<</Type/Catalog/Pages 2 0 R" + catalog + ">>");
    objects.putIfAbsent(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    objects.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>" + page + ">>");
    objects.put(4, "<</Length 3>>stream\nq Q\nendstream");
    var text = new StringBuilder("%PDF-1.7\n" + before);
    var places = new ArrayList<String>();
    for (int number = 1; number <= objects.lastKey(); number++) {
      places.add("%010d 00000 n \n".formatted(text.length()));
      text.append(number + " 0 obj\n" + objects.get(number) + "\nendobj\n");
    }
    text.append(beside);
    int table = text.length();
    text.append("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n" + String.join("", places));
    text.append("trailer\n<</Size " + (places.size() + 1) + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n" + behind);
    return text.toString().getBytes(ISO_8859_1);
  }

  private static byte[] pdf(String catalog, String page, Map<Integer, String> more) {
    return pdf(catalog, page, more, "", "", "");
  }

  private Cleaned clean(byte[] pdf, ByteArrayOutputStream out) throws IOException {
    return TakenApart.clean("a.pdf", pdf, Set.of(), out);
  }

  private void assertCleaned(byte[] pdf) throws IOException {
    var out = new ByteArrayOutputStream();
    var cleaned = clean(pdf, out);
    assertTrue(cleaned.changed(), new String(pdf, ISO_8859_1));
    assertEquals(List.of(), cleaned.left());
    planted.assertAbsent(TakenApart.everything(out.toByteArray()));
    assertFalse(clean(out.toByteArray(), new ByteArrayOutputStream()).changed(), "a second time");
  }

  @Test
  void anEmptyPageStaysAsItIs() throws IOException {
    assertFalse(clean(pdf("", "", Map.of()), new ByteArrayOutputStream()).changed());
    var binary = pdf("", "", Map.of(), "%\u00e2\u00e3\u00cf\u00d3\n", "", "\n\n");
    assertFalse(clean(binary, new ByteArrayOutputStream()).changed());
  }

  @Test
  void whatStandsBesideTheObjectsGoesWhereNothingElseIsFound() throws IOException {
    var name = planted.plant("beside");
    assertCleaned(pdf("", "", Map.of(5, "(" + name + ")")));
    assertCleaned(pdf("", "", Map.of(5, "<</Length 13>>stream\n" + name + "\nendstream")));
    assertCleaned(pdf("", "", Map.of(), "% " + name + "\n", "", ""));
    assertCleaned(pdf("", "", Map.of(), "%\u00e2\u00e3\u00cf\u00d3\n% " + name + "\n", "", ""));
    assertCleaned(pdf("", "", Map.of(), "", "% " + name + "\n", ""));
    assertCleaned(pdf("", "", Map.of(), "", "", name));
  }

  @Test
  void namesInRarePlacesGo() throws IOException {
    var name = "(" + planted.plant("name") + ")";
    var comment = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]";
    assertCleaned(pdf("", "/Annots[5 0 R]", Map.of(5, comment + "/Popup 6 0 R>>", 6, "<</Subtype/Popup/Rect[0 0 1 1]/T" + name + ">>")));
    assertCleaned(pdf("", "/Annots[5 0 R]", Map.of(5, comment + "/ProgramUser" + name + ">>")));
    assertCleaned(pdf("/OCProperties<</OCGs[]/D<</Creator" + name + ">>/Configs[<</Creator" + name + ">>]>>", "", Map.of()));
    assertCleaned(pdf("", "", Map.of(2, "<</Type/Pages/Kids[3 0 R]/Count 1/Made" + name + ">>")));
    assertCleaned(pdf("/URI<</Base(file:///" + planted.plant("base") + ")>>", "", Map.of()));
    assertCleaned(
        pdf("/StructTreeRoot 5 0 R", "",
            Map.of(5, "<</Type/StructTreeRoot/K 6 0 R>>", 6,
                "<</Type/StructElem/S/P/P 5 0 R/T" + name + "/A<</O/UserProperties/P[<</N(a)/V" + name + ">>]>>>>")));
  }

  @Test
  void aScriptIsNamed() throws IOException {
    var pdf = pdf("/OpenAction<</S/JavaScript/JS(// by kim)>>", "", Map.of());
    assertEquals(List.of(new Sensitive(Kind.COMMENT, "PDF script")), clean(pdf, new ByteArrayOutputStream()).left());
  }

  /** A document and its photographs once more don't fit into a worker where it is large. */
  @Test
  void photographsOfALargeDocumentAreCleanedWhereTheyStand() throws IOException {
    var before = new PlantedPdf(planted).document(false);
    var after = before.clone();
    var report = new CleaningReport(Set.of());
    PdfPictures.cleanInPlace(after, report);
    assertTrue(report.cleaned().removed().stream().anyMatch(removed -> removed.fieldName().contains("GPS")));
    assertFalse(planted.placesIn(TakenApart.everything(after)).contains("JPEG within"));
    var out = new ByteArrayOutputStream();
    assertTrue(clean(after, out).changed());
    planted.assertAbsent(TakenApart.everything(out.toByteArray()));
    assertFalse(clean(out.toByteArray(), new ByteArrayOutputStream()).changed());
    assertEquals(before.length, after.length);
    assertArrayEquals(TakenApart.words("a.pdf", before).getBytes(ISO_8859_1), TakenApart.words("a.pdf", after).getBytes(ISO_8859_1));
  }
}
