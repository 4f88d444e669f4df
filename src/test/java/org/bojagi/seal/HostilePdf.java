package org.bojagi.seal;

import static org.bojagi.extract.Samples.joined;
import static org.bojagi.extract.Samples.utf8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** PDF (ISO 32000-1) whose objects never end: trees with cycles, tables that name themselves, lengths beyond all. */
final class HostilePdf {
  private static final String PAGE =
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>/Font<</F 6 0 R>>"
          + "/Pattern<</P 5 0 R>>>>%s>>";
  private static final String FORM =
      "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream";
  private static final String FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

  private HostilePdf() {}

  static byte[] of(Random random) {
    var objects = new ArrayList<>(List.of(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE.formatted(""),
        stream("", "BT /F 12 Tf (apricot) Tj ET"), FORM, FONT));
    switch (random.nextInt(18)) {
      case 0 -> objects.set(1, "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 1>>");
      case 1 -> objects.set(1, "<</Type/Pages/Kids[" + "3 0 R ".repeat(50_000) + "]/Count 2147483647>>");
      case 2 -> objects.set(1, "<</Type/Pages/Parent 2 0 R/Kids 2 0 R/Count -1>>");
      case 3 -> objects.set(3, stream("", "/X Do"));
      case 4 -> {
        objects.set(0, "<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>");
        objects.add("<</First 8 0 R/Last 8 0 R/Count 1>>");
        objects.add("<</Title(a)/Parent 8 0 R/First 8 0 R/Next 8 0 R/Prev 8 0 R/Dest[3 0 R/Fit]>>");
      }
      case 5 -> objects.set(3, "<</Length 99999999999>>stream\nBT (a) Tj ET\nendstream");
      case 6 -> objects.set(3, "<</Length 4 0 R>>stream\nBT (a) Tj ET\nendstream");
      case 7 -> objects.set(2, PAGE.formatted("").replace("[0 0 600 800]", "[0 0 " + random.nextLong() + " 1e30]"));
      case 8 -> objects.set(2, PAGE.formatted("/X" + "[".repeat(20_000 + random.nextInt(100_000))));
      case 9 -> objects.set(3, stream("/Filter[" + "/FlateDecode".repeat(5_000) + "]", "a"));
      case 10 -> objects.set(3, stream("", "q ".repeat(200_000) + "BT (a) Tj"));
      case 11 -> objects.set(3, stream("", "/Pattern cs /P scn 0 0 600 800 re f ".repeat(2_000)));
      case 12 -> objects.set(5, "<</Type/Font/Subtype/Type0/Encoding 6 0 R/DescendantFonts[6 0 R]/ToUnicode 6 0 R>>");
      case 13 -> objects.set(4,
          "<</Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/SMask 5 0 R"
              + "/Length 1>>stream\na\nendstream");
      case 14 -> objects.set(3, stream("", "0 0 m " + "1e9 1e9 l 0 0 l ".repeat(50_000) + "S"));
      case 15 -> {
        // Objects that stand in each other's place.
        for (int i = 7; i < 2_000; i++) {
          objects.add(i + 1 + " 0 R");
        }
        objects.add("7 0 R");
        objects.set(2, PAGE.formatted("/Annots 7 0 R/Rotate 7 0 R"));
      }
      case 16 -> objects.set(2, PAGE.formatted("/Annots[" + "3 0 R ".repeat(20_000) + "]/B 3 0 R"));
      default -> objects.set(3, stream("", "(" + "\\(".repeat(300_000)));
    }
    return written(objects, random);
  }

  private static String stream(String more, String content) {
    return "<<" + more + "/Length " + content.length() + ">>stream\n" + content + "\nendstream";
  }

  private static byte[] written(List<String> objects, Random random) {
    var out = new StringBuilder("%PDF-1.7\n");
    var table = new StringBuilder();
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(out.length()));
      out.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
    }
    int at = out.length();
    out.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n").append(table);
    out.append("trailer<</Root 1 0 R/Size ").append(random.nextInt(4) == 0 ? Integer.MAX_VALUE : objects.size() + 1);
    switch (random.nextInt(4)) {
      case 0 -> out.append("/Prev ").append(at);
      case 1 -> out.append("/XRefStm ").append(at);
      case 2 -> out.append("/Encrypt 1 0 R/ID[()()]");
      default -> {}
    }
    return utf8(out + ">>\nstartxref\n" + at + "\n%%EOF\n");
  }

  /** A page whose description unpacks to gigabytes. */
  static byte[] bomb(String filling, long sizeBytes) {
    var content = Deflated.repeated(utf8("BT /F 12 Tf "), filling, sizeBytes, utf8("ET")).zlib();
    var head =
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj" + PAGE.formatted("") + "endobj\n5 0 obj" + FORM + "\nendobj\n6 0 obj" + FONT + "endobj\n"
            + "4 0 obj<</Filter/FlateDecode/Length " + content.length + ">>stream\n";
    var end = "\nendstream endobj\ntrailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n";
    return joined(utf8(head), content, utf8(end));
  }

  /** Object after object, one megabyte of them or more, and no end. */
  static byte[] endless(Random random) {
    var out = new StringBuilder("%PDF-1.7\n");
    for (int i = 1; out.length() < (1 << 20) + random.nextInt(1 << 20); i++) {
      out.append(i).append(" 0 obj<</Kids[").append(i + 1).append(" 0 R]/Type/Pages/Count 1/Parent ").append(i - 1);
      out.append(" 0 R>>endobj\n");
    }
    return utf8(out + "trailer<</Root 1 0 R>>\n");
  }
}
