package org.bojagi.page;

import static org.bojagi.page.Tags.tag;

import java.util.SplittableRandom;
import org.jsoup.nodes.Element;

/**
 * A cloth of patches, drawn from a title where an item has no picture: the same title, the same
 * cloth. Its colours are the style sheet's, {@code p0} to {@code p7}, so that they follow the
 * theme.
 */
final class Patchwork {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;
  private static final int COLOURS = 8;
  private static final int SMALLEST = 7;

  private final Element svg;
  private final SplittableRandom random;
  private int last = -1;

  private Patchwork(long seed) {
    random = new SplittableRandom(seed);
    svg =
        tag(
            "svg",
            "class",
            "patchwork",
            "viewBox",
            "0 0 " + WIDTH + " " + HEIGHT,
            "aria-hidden",
            "true");
    svg.attr("preserveAspectRatio", "xMidYMid slice").attr("focusable", "false");
  }

  static Element of(String title) {
    long seed = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < title.length(); i++) {
      seed = (seed ^ title.charAt(i)) * 0x100000001b3L;
    }
    var cloth = new Patchwork(seed);
    cloth.cut(0, 0, WIDTH, HEIGHT, 0);
    return cloth.svg;
  }

  /** The sign of the pages themselves: four patches. */
  static Element sign() {
    var svg =
        tag(
            "svg",
            "class",
            "sign",
            "viewBox",
            "0 0 20 20",
            "aria-hidden",
            "true",
            "focusable",
            "false");
    svg.appendChild(patch(0, 0, 11, 8, 0));
    svg.appendChild(patch(12, 0, 8, 13, 3));
    svg.appendChild(patch(0, 9, 5, 11, 1));
    svg.appendChild(patch(6, 9, 5, 4, 4));
    svg.appendChild(patch(6, 14, 14, 6, 2));
    return svg;
  }

  /**
   * Halves a piece across its longer side, not in the middle, until the pieces are as small as
   * patches are.
   */
  private void cut(int x, int y, int width, int height, int depth) {
    boolean wide = width >= height;
    int side = wide ? width : height;
    boolean enough = depth > 1 && random.nextInt(6) < depth - 1;
    if (side < 2 * SMALLEST || enough) {
      svg.appendChild(patch(x, y, width, height, colour()));
      return;
    }
    int at = SMALLEST + random.nextInt(side - 2 * SMALLEST + 1);
    if (wide) {
      cut(x, y, at, height, depth + 1);
      cut(x + at, y, width - at, height, depth + 1);
    } else {
      cut(x, y, width, at, depth + 1);
      cut(x, y + at, width, height - at, depth + 1);
    }
  }

  /** Neighbours differ, mostly. */
  private int colour() {
    int next = random.nextInt(COLOURS - 1);
    last = next >= last && last >= 0 ? next + 1 : next;
    return last;
  }

  private static Element patch(int x, int y, int width, int height, int colour) {
    var rect = tag("rect", "class", "p" + colour, "x", "" + x, "y", "" + y);
    return rect.attr("width", "" + width).attr("height", "" + height);
  }
}
