package org.bojagi.extract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.bojagi.catalog.Role;

/**
 * Pictures of some pages of a PDF, in the worker.
 *
 * <p>A page that could only be drawn with words or pictures missing isn't drawn: its text says more.
 */
final class PdfPages {
  private static final int WIDTH = 1_100;
  private static final int MAX_HEIGHT = 3_300;
  private static final float QUALITY = 0.75f;

  /** A batch ends after so much, so that neither process holds more and none is taken for stuck. */
  private static final long BATCH_BYTES = 6 << 20;

  private static final long BATCH_NANOS = 15_000_000_000L;

  /** Below this many bytes a pixel PNG is as good as can be, and JPEG isn't tried. */
  private static final double GOOD_BYTES_A_PIXEL = 0.1;

  static {
    ImageIO.setUseCache(false); // PDFBox reads JPEG through it
  }

  private PdfPages() {}

  /** Pages of the request from its first to as far as one batch goes, which {@code lastPage} then says. */
  static void draw(byte[] bytes, Draft draft) throws UnreadableException {
    long began = System.nanoTime();
    try (var pdf = PdfFonts.open(bytes)) {
      var pages = draft.request.pages();
      int last = Math.min(pages.last(), pdf.getNumberOfPages());
      var renderer = new WholePages(pdf);
      long size = 0;
      for (int page = pages.first(); page <= last; page++) {
        draft.lastPage = page;
        try {
          size += draw(renderer, page, draft);
        } catch (IOException | RuntimeException | StackOverflowError e) {
          // Its number is missing from the answer, which says it.
        }
        if (size > BATCH_BYTES || System.nanoTime() - began > BATCH_NANOS) {
          break;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw UnreadableException.damaged("PDF");
    }
  }

  private static long draw(WholePages renderer, int page, Draft draft) throws IOException {
    var image = renderer.image(page);
    if (image == null) {
      return 0;
    }
    if (page == 1) {
      draft.thumbnail(image);
    }
    var png = Pixels.png(image);
    boolean good = png != null && png.length < GOOD_BYTES_A_PIXEL * image.getWidth() * image.getHeight();
    var jpeg = good ? null : Pixels.jpeg(image, QUALITY);
    boolean asPng = jpeg == null || png != null && png.length <= jpeg.length;
    var content = asPng ? png : jpeg;
    draft.picture(
        String.format("page-%04d.%s", page, asPng ? "png" : "jpg"),
        Role.PAGE,
        asPng ? "image/png" : "image/jpeg",
        content);
    return content.length;
  }

  /** Draws pages, and says of each whether anything was left out. */
  private static final class WholePages extends PDFRenderer {
    private boolean lacking;

    WholePages(PDDocument pdf) {
      super(pdf);
      setSubsamplingAllowed(true);
    }

    /** Null where something of the page would be missing. */
    BufferedImage image(int page) throws IOException {
      var box = document.getPage(page - 1).getCropBox();
      boolean turned = document.getPage(page - 1).getRotation() % 180 != 0;
      float width = turned ? box.getHeight() : box.getWidth();
      float height = turned ? box.getWidth() : box.getHeight();
      float scale = Math.min(WIDTH / width, MAX_HEIGHT / height);
      if (!(width > 0 && height > 0 && scale * Math.min(width, height) >= 1)) {
        return null;
      }
      lacking = false;
      var image = renderImage(page - 1, scale, ImageType.RGB);
      return lacking ? null : image;
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new PageDrawer(parameters) {
        @Override
        protected void showFontGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
            throws IOException {
          var mode = getGraphicsState().getTextState().getRenderingMode();
          if (font instanceof PDType0Font && !font.isEmbedded() && (mode.isFill() || mode.isStroke())) {
            var said = font.toUnicode(code);
            lacking |= said == null || !said.isBlank();
          }
          super.showFontGlyph(matrix, font, code, displacement);
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
            throws IOException {
          lacking |= e instanceof MissingImageReaderException; // JPEG 2000, JBIG2
          super.operatorException(operator, operands, e);
        }
      };
    }
  }
}
