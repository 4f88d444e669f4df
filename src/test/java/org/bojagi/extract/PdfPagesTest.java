package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.bojagi.Trials;
import org.bojagi.catalog.Role;
import org.bojagi.fault.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of a PDF's pages: what they look like, what is left out and said, what one page may cost. */
class PdfPagesTest {
  private static final ExtractionLimits LIMITS = limits(400, 48 << 20);

  @Test
  void everyPageIsAPictureNumberedAsItsText() throws IOException {
    var drawn = drawn(Samples.pdf("", "one", "two", "three"), LIMITS);
    assertEquals(
        List.of("page-0001.png", "page-0002.png", "page-0003.png"),
        drawn.pages.stream().map(Rendition::name).toList());
    assertEquals(Optional.empty(), drawn.finding);
    for (var page : drawn.pages) {
      var image = image(page);
      assertEquals(1100, image.getWidth());
      assertEquals(1423, image.getHeight(), "US letter");
      assertTrue(image.getColorModel() instanceof IndexColorModel colors && colors.getMapSize() == 4, "text");
      assertTrue(page.content().length < 10_000, page.content().length + " bytes");
      assertTrue(hasInk(image));
    }
  }

  @Test
  void theThumbnailIsOfTheFirstPage() throws IOException {
    var thumbnail =
        drawn(Samples.pdf("", "one", "two"), LIMITS).others.stream()
            .filter(rendition -> rendition.role() == Role.THUMBNAIL)
            .toList();
    assertEquals(1, thumbnail.size());
    assertEquals(300, image(thumbnail.getFirst()).getHeight());
  }

  @Test
  void photographsBecomeJpegAndGreyOnesWithoutColour() throws IOException {
    var noise = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int i = 0; i < 600 * 400; i++) {
      noise.setRGB(i % 600, i / 600, random.nextInt(1 << 24));
    }
    var page = drawn(pdf(PDRectangle.A4, noise), LIMITS).pages.getFirst();
    assertEquals("page-0001.jpg image/jpeg", page.name() + " " + page.mediaType());
    var shade = new BufferedImage(256, 100, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256 * 100; i++) {
      shade.setRGB(i % 256, i / 256, i % 256 * 0x10101);
    }
    var grey = image(drawn(pdf(PDRectangle.A4, shade), LIMITS).pages.getFirst());
    assertTrue(grey.getColorModel() instanceof IndexColorModel colors && colors.getMapSize() == 16);
  }

  @Test
  void longAndTinyPagesStayWithinBounds() throws IOException {
    var strip = image(drawn(pdf(new PDRectangle(100, 14_000), null), LIMITS).pages.getFirst());
    assertEquals(3300, strip.getHeight());
    var stamp = image(drawn(pdf(new PDRectangle(20, 10), null), LIMITS).pages.getFirst());
    assertEquals("1100x550", stamp.getWidth() + "x" + stamp.getHeight());
    assertEquals("pages-not-drawn", drawn(pdf(new PDRectangle(1, 14_000), null), LIMITS).code());
  }

  /** Else it would be empty where its words are, or look as the packing computer's fonts have it. */
  @Test
  void aPageWithoutItsFontIsShownByItsText() throws IOException {
    var drawn = drawn(Samples.koreanPdf(), LIMITS);
    assertEquals(List.of(), drawn.pages);
    assertEquals("pages-not-drawn", drawn.code());
    assertTrue(drawn.finding.orElseThrow().what().contains("1 of its 1 pages"), drawn.finding.toString());
  }

  @Test
  void noFontOfTheComputerIsLookedForAndNoListOfThemWritten(@TempDir Path cache) throws IOException {
    var before = System.setProperty("pdfbox.fontcache", cache.toString());
    try {
      for (var pdf : List.of(Samples.pdf("", "a font that isn't inside"), Samples.koreanPdf())) {
        FileReader.read(new ExtractionRequest("a.pdf"), pdf, LIMITS);
        FileReader.read(request(1, 1), pdf, LIMITS);
      }
      assertEquals(PdfFonts.class, FontMappers.instance().getClass());
      try (var files = Files.list(cache)) {
        assertEquals(List.of(), files.toList());
      }
    } finally {
      if (before == null) {
        System.clearProperty("pdfbox.fontcache");
      } else {
        System.setProperty("pdfbox.fontcache", before);
      }
    }
  }

  @Test
  void pagesBeyondTheLimitsAreNamed() throws IOException {
    var five = Samples.pdf("", "1", "2", "3", "4", "5");
    var two = drawn(five, limits(2, 1 << 20));
    assertEquals(2, two.pages.size());
    assertTrue(two.finding.orElseThrow().what().startsWith("3 of its 5 pages"), two.finding.toString());
    assertTrue(two.finding.orElseThrow().what().contains("(3-5)"), two.finding.toString());
    int one = two.pages.getFirst().content().length;
    var full = drawn(five, limits(400, one * 5 / 2));
    assertTrue(full.pages.size() < 3);
    assertEquals("pages-not-drawn", full.code());
  }

  @Test
  void theSamePdfGivesTheSamePictures() throws IOException {
    var once = drawn(Samples.pdf("", "one"), LIMITS).pages.getFirst().content();
    assertArrayEquals(once, drawn(Samples.pdf("", "one"), LIMITS).pages.getFirst().content());
  }

  /** The pages in the name end any worker that draws them; it draws three at a time. */
  @Test
  void aPageThatTakesItsWorkerWithItIsFoundAndLeftOut() throws IOException {
    try (var pool = new ExtractionPool(1, LIMITS, Misbehaving.class.getName())) {
      var pages = new ArrayList<String>();
      var pdf = SourceBytes.of(new byte[1]);
      var drawing = new PagePictures(pool, LIMITS);
      PagePictures.Sink names = batch -> batch.forEach(rendition -> pages.add(rendition.name()));
      var finding = drawing.draw(new ExtractionRequest("(5).pdf"), pdf, 11, names);
      var whole = IntStream.rangeClosed(1, 11).filter(n -> n != 5).mapToObj("page-%04d.png"::formatted);
      assertEquals(whole.toList(), pages);
      assertTrue(finding.orElseThrow().what().startsWith("1 of its 11 pages"), finding.toString());
      pages.clear();
      var two = drawing.draw(new ExtractionRequest("(2)(4).pdf"), pdf, 11, names);
      assertEquals(List.of("page-0001.png", "page-0003.png"), pages);
      assertTrue(two.orElseThrow().what().contains("(2, 4-11)"), two.toString());
    }
  }

  @Test
  void anyChangeOfAPdfGivesAnExtraction() throws IOException {
    var random = new Random(Trials.seed(PdfPagesTest.class));
    var picture = pdf(PDRectangle.A6, new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB));
    var pdfs = List.of(Samples.pdf("", "one", "two"), Samples.koreanPdf(), picture);
    int made = 0;
    int trials = Trials.of(2_000);
    try (var pool = new ExtractionPool(1, LIMITS)) {
      for (int i = 0; i < trials; i++) {
        var changed = pdfs.get(i % pdfs.size()).clone();
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        var read = pool.extract(request(1, 3), SourceBytes.of(changed));
        made += read.renditions().size();
        if (read.findings().stream().anyMatch(finding -> finding.code().startsWith("extraction-"))) {
          throw new AssertionError("saved as " + Files.write(Path.of("target", "odd-pdf-" + i), changed));
        }
      }
    }
    assertTrue(made > 0);
  }

  private record Drawn(List<Rendition> pages, List<Rendition> others, Optional<Finding> finding) {
    String code() {
      return finding.map(Finding::code).orElse("");
    }
  }

  /** Through a real worker. */
  private static Drawn drawn(byte[] pdf, ExtractionLimits limits) throws IOException {
    try (var pool = new ExtractionPool(1, limits)) {
      var request = new ExtractionRequest("a.pdf").withThumbnail(true);
      int pages = pool.extract(request, SourceBytes.of(pdf)).lastPage();
      var all = new ArrayList<Rendition>();
      var finding = new PagePictures(pool, limits).draw(request, SourceBytes.of(pdf), pages, all::addAll);
      return new Drawn(
          all.stream().filter(r -> r.role() == Role.PAGE).toList(),
          all.stream().filter(r -> r.role() != Role.PAGE).toList(),
          finding);
    }
  }

  private static ExtractionRequest request(int first, int last) {
    return new ExtractionRequest("a.pdf").withPages(new ExtractionRequest.Pages(first, last));
  }

  private static ExtractionLimits limits(int pages, long pageBytes) {
    return new ExtractionLimits(
        64 << 20, 16 << 20, 4 << 20, 20, 8 << 20, pages, pageBytes, Duration.ofSeconds(60),
        Duration.ofMinutes(5), 256, 1_000);
  }

  private static byte[] pdf(PDRectangle size, BufferedImage picture) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage(size);
      pdf.addPage(page);
      if (picture != null) {
        try (var content = new PDPageContentStream(pdf, page)) {
          var inside = LosslessFactory.createFromImage(pdf, picture);
          content.drawImage(inside, 0, 0, size.getWidth(), size.getHeight());
        }
      }
      pdf.save(bytes);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage image(Rendition rendition) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(rendition.content()));
  }

  private static boolean hasInk(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (new Color(image.getRGB(x, y)).getRed() < 90) {
          return true;
        }
      }
    }
    return false;
  }
}
