package org.bojagi.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/**
 * The one font for what a PDF doesn't bring itself: Liberation Sans, which comes with PDFBox.
 *
 * <p>PDFBox by itself searches the computer's fonts, and writes a list of them to disk. A page would then
 * look as the packing computer's fonts have it, and say which it has.
 */
final class PdfFonts implements FontMapper {
  private static final String SANS = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  static {
    try (var in = PDDocument.class.getResourceAsStream(SANS)) {
      FontMappers.set(new PdfFonts(new TTFParser().parse(new RandomAccessReadBuffer(in))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final TrueTypeFont sans;

  private PdfFonts(TrueTypeFont sans) {
    this.sans = sans;
  }

  /** Every PDF is opened here, so that none meets another font. Its parts stay in memory. */
  static PDDocument open(byte[] pdf) throws IOException {
    return Loader.loadPDF(pdf, "", null, null, IOUtils.createMemoryOnlyStreamCache());
  }

  /** The same of one that was just written. */
  static PDDocument open(DocumentPieces pdf) throws IOException {
    return Loader.loadPDF(pdf.reader(), "", null, null, IOUtils.createMemoryOnlyStreamCache());
  }

  @Override
  public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
    return new FontMapping<>(sans, true);
  }

  @Override
  public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
    return new FontMapping<>(sans, true);
  }

  @Override
  public CIDFontMapping getCIDFont(String name, PDFontDescriptor descriptor, PDCIDSystemInfo characters) {
    return new CIDFontMapping(null, sans, true);
  }
}
