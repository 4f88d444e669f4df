package org.bojagi.extract;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.apache.poi.util.Units;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/**
 * Small files of every kind, made here: a heading 봄 소식, a paragraph about an apricot tree, a table,
 * a picture.
 */
public final class Samples {
  static final String HEADING = "봄 소식";
  static final String SENTENCE = "살구나무에 꽃이 피였다. 아이들은 우물가에 모여서 꽃잎을 세였다.";

  private Samples() {}

  /** By file name. All of them have {@link #SENTENCE}, a.pdf and pictures excepted. */
  public static Map<String, byte[]> documents() {
    var documents = new LinkedHashMap<String, byte[]>();
    documents.put("a.docx", docx());
    documents.put("a.pptx", pptx());
    documents.put("a.xlsx", xlsx());
    documents.put("a.odt", MarkupSamples.odt(""));
    documents.put("a.epub", MarkupSamples.epub());
    documents.put("a.hwpx", MarkupSamples.hwpx());
    documents.put("a.hwp", hwp(0));
    documents.put("a.rtf", rtf());
    documents.put("a.mhtml", MarkupSamples.mhtml());
    documents.put("a.pdf", pdf("", "First page", "Second page"));
    documents.put("b.pdf", koreanPdf());
    documents.put(
        "a.html", utf8("<title>" + HEADING + "</title><h1>" + HEADING + "</h1><p>" + SENTENCE));
    documents.put("a.md", utf8("# " + HEADING + "\n\n" + SENTENCE));
    documents.put("a.txt", (HEADING + "\r\n\r\n" + SENTENCE).getBytes(Charset.forName("EUC-KR")));
    documents.put("a.srt", utf8("1\n00:00:01,000 --> 00:00:02,000\n" + SENTENCE + "\n"));
    documents.put("a.smi", utf8("<SAMI><BODY><SYNC Start=1000><P Class=KRCC>" + SENTENCE));
    documents.put("a.jpg", jpegWithGps());
    documents.put("a.png", picture("png"));
    return documents;
  }

  public static byte[] docx() {
    return written(
        out -> {
          try (var document = new XWPFDocument()) {
            document.createStyles();
            var heading = document.createParagraph();
            heading.createRun().setText(HEADING);
            document.createParagraph().createRun().setText(SENTENCE);
            var table = document.createTable(1, 2);
            table.getRow(0).getCell(0).setText("종류");
            table.getRow(0).getCell(1).setText("권수");
            document
                .createParagraph()
                .createRun()
                .addPicture(
                    new ByteArrayInputStream(jpegWithGps()),
                    org.apache.poi.common.usermodel.PictureType.JPEG,
                    "p.jpg",
                    Units.toEMU(10),
                    Units.toEMU(10));
            document.getProperties().getCoreProperties().setCreator("Invented Author");
            document.getProperties().getCoreProperties().setTitle(HEADING);
            document.write(out);
          }
        });
  }

  static byte[] pptx() {
    return written(
        out -> {
          try (var show = new XMLSlideShow()) {
            var slide = show.createSlide();
            slide.createTextBox().setText(HEADING);
            slide.createTextBox().setText(SENTENCE);
            show.write(out);
          }
        });
  }

  static byte[] xlsx() {
    return written(
        out -> {
          try (var workbook = new XSSFWorkbook()) {
            var row = workbook.createSheet(HEADING).createRow(0);
            row.createCell(0).setCellValue(SENTENCE);
            row.createCell(1).setCellValue(1353.5);
            workbook.write(out);
          }
        });
  }

  /** HWP 5.0: one section of one paragraph. @param flags 2 claims to be encrypted */
  static byte[] hwp(int flags) {
    return written(
        out -> {
          try (var storage = new POIFSFileSystem()) {
            var header = new byte[256];
            System.arraycopy(
                "HWP Document File".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 17);
            ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(32, 0x05000000)
                .putInt(36, flags | 1);
            storage.createDocument(new ByteArrayInputStream(header), "FileHeader");
            var text = (SENTENCE + "\r").getBytes(StandardCharsets.UTF_16LE);
            var section =
                ByteBuffer.allocate(4 + 24 + 4 + text.length).order(ByteOrder.LITTLE_ENDIAN);
            section.putInt(66 | 24 << 20).put(new byte[24]); // HWPTAG_PARA_HEADER
            section.putInt(67 | 1 << 10 | text.length << 20).put(text); // HWPTAG_PARA_TEXT
            storage
                .createDirectory("BodyText")
                .createDocument("Section0", new ByteArrayInputStream(deflated(section.array())));
            storage
                .createDirectory("BinData")
                .createDocument("BIN0001.png", new ByteArrayInputStream(deflated(picture("png"))));
            var summary = org.apache.poi.hpsf.PropertySetFactory.newSummaryInformation();
            summary.setTitle(HEADING);
            summary.setAuthor("Invented Author");
            summary.write(storage.getRoot(), "\u0005HwpSummaryInformation");
            storage.writeFilesystem(out);
          }
        });
  }

  static byte[] rtf() {
    var rtf =
        new StringBuilder("{\\rtf1\\ansi\\ansicpg949{\\info{\\author Invented Author}}\\uc1 {\\b ");
    (HEADING + "}\\par " + SENTENCE + "\\par}")
        .chars()
        .forEach(c -> rtf.append(c < 128 ? String.valueOf((char) c) : "\\u" + (short) c + "?"));
    return rtf.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @param password empty for none
   */
  static byte[] pdf(String password, String... pages) {
    return written(
        out -> {
          try (var pdf = new PDDocument()) {
            for (var text : pages) {
              var page = new PDPage();
              pdf.addPage(page);
              try (var content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
              }
            }
            pdf.getDocumentInformation().setTitle("Burns");
            pdf.getDocumentInformation().setAuthor("Invented Author");
            if (!password.isEmpty()) {
              pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            pdf.save(out);
          }
        });
  }

  /**
   * With a font that is not inside, as Korean PDFs often are (ISO 32000-1, §9.7.5.2): a parser
   * looks for it on the disk.
   */
  static byte[] koreanPdf() {
    var text =
        java.util.HexFormat.of().formatHex(SENTENCE.getBytes(Charset.forName("x-windows-949")));
    var content = "BT /F1 12 Tf 20 700 Td <" + text + "> Tj ET";
    return utf8(
        "%PDF-1.4\n"
            + "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
            + "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
            + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0"
            + " R/Resources<</Font<</F1 5 0 R>>>>>> endobj\n"
            + "4 0 obj <</Length "
            + content.length()
            + ">> stream\n"
            + content
            + "\n"
            + "endstream endobj\n"
            + "5 0 obj"
            + " <</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/KSCms-UHC-H/DescendantFonts[6"
            + " 0 R]>> endobj\n"
            + "6 0 obj <</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/DW"
            + " 1000/FontDescriptor 7 0"
            + " R/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>>> endobj\n"
            + "7 0 obj <</Type/FontDescriptor/FontName/HYSMyeongJo-Medium/Flags 4/FontBBox[0 -200"
            + " 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>> endobj\n"
            + "trailer <</Root 1 0 R/Size 8>>\n"
            + "startxref\n"
            + "0\n"
            + "%%EOF\n");
  }

  public static byte[] encryptedDocx() {
    return written(
        out -> {
          try (var storage = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword("x");
            // POI spools what it encrypts; not where other tests look for what parsers leave.
            TempFile.setThreadLocalTempFileCreationStrategy(
                new DefaultTempFileCreationStrategy(
                    Files.createDirectories(Path.of("target", "spooled-by-samples")).toFile()));
            try (var stream = encryptor.getDataStream(storage)) {
              stream.write(docx());
            } catch (java.security.GeneralSecurityException e) {
              throw new IOException(e);
            } finally {
              TempFile.setThreadLocalTempFileCreationStrategy(null);
            }
            storage.writeFilesystem(out);
          }
        });
  }

  public static byte[] picture(String format) {
    return written(
        out -> ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), format, out));
  }

  /** The beginning of a JPEG, with a comment. */
  static byte[] jpegComment(String text) {
    return joined(new byte[] {-1, (byte) 0xD8, -1, (byte) 0xFE, 0, (byte) (text.length() + 2)}, utf8(text));
  }

  /** EXIF with an artist, an orientation of 6, and a latitude (EXIF 2.3, §4.6). */
  static byte[] jpegWithGps() {
    var tiff = ByteBuffer.allocate(200).order(ByteOrder.BIG_ENDIAN);
    tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 3);
    tiff.putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 6)
        .putShort((short) 0);
    tiff.putShort((short) 0x013b).putShort((short) 2).putInt(9).putInt(60);
    tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(80).putInt(0);
    tiff.position(60).put("Invented\0".getBytes(StandardCharsets.US_ASCII));
    tiff.position(80).putShort((short) 2);
    tiff.putShort((short) 1).putShort((short) 2).putInt(2).put(new byte[] {'N', 0, 0, 0});
    tiff.putShort((short) 2).putShort((short) 5).putInt(3).putInt(120).putInt(0);
    tiff.position(120);
    for (int value : new int[] {39, 1, 1, 1, 0, 1}) {
      tiff.putInt(value);
    }
    var jpeg = picture("jpg");
    var segment = ByteBuffer.allocate(4 + 6 + 200);
    segment
        .putShort((short) 0xffe1)
        .putShort((short) (2 + 6 + 200))
        .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
        .put(tiff.array());
    return joined(
        java.util.Arrays.copyOf(jpeg, 2),
        segment.array(),
        java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** ISO 14496-12 boxes: a movie of 2 seconds, 320 by 180, with a place in its user data. */
  public static byte[] mp4(int sampleBytes, boolean wideSize) {
    var movieHeader = ByteBuffer.allocate(100).putInt(12, 1000).putInt(16, 2000).array();
    var trackHeader = ByteBuffer.allocate(84).putInt(76, 320 << 16).putInt(80, 180 << 16).array();
    var handler =
        ByteBuffer.allocate(24).put(8, "vide".getBytes(StandardCharsets.US_ASCII)).array();
    var description =
        ByteBuffer.allocate(8 + 16)
            .putInt(4, 1)
            .putInt(8, 16)
            .put(12, "avc1".getBytes(StandardCharsets.US_ASCII))
            .array();
    var track =
        box(
            "trak",
            joined(
                box("tkhd", trackHeader),
                box(
                    "mdia",
                    joined(
                        box("hdlr", handler),
                        box("minf", box("stbl", box("stsd", description)))))));
    var place =
        box(
            "udta",
            box(
                "\u00a9xyz",
                joined(new byte[] {0, 17, 0x15, (byte) 0xc7}, utf8("+39.0000+125.0000"))));
    var samples = new byte[sampleBytes];
    var data =
        wideSize
            ? joined(
                ByteBuffer.allocate(16)
                    .putInt(1)
                    .put("mdat".getBytes(StandardCharsets.US_ASCII))
                    .putLong(16 + sampleBytes)
                    .array(),
                samples)
            : box("mdat", samples);
    return joined(
        box("ftyp", utf8("isom\0\0\0\0isom")),
        data,
        box("moov", joined(box("mvhd", movieHeader), track, place)));
  }

  public static byte[] box(String type, byte[] content) {
    return joined(
        ByteBuffer.allocate(8)
            .putInt(8 + content.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1))
            .array(),
        content);
  }

  public static byte[] joined(byte[]... parts) {
    return written(
        out -> {
          for (var part : parts) {
            out.write(part);
          }
        });
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param entries name, content, name, content…; the first is stored
   */
  public static byte[] zip(Object... entries) {
    return written(
        out -> {
          try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
              var entry = new ZipEntry((String) entries[i]);
              var content = (byte[]) entries[i + 1];
              if (i == 0) {
                var crc = new CRC32();
                crc.update(content);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
              }
              zip.putNextEntry(entry);
              zip.write(content);
            }
          }
        });
  }

  private static byte[] deflated(byte[] bytes) {
    return written(
        out -> {
          try (var deflating = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflating.write(bytes);
          }
        });
  }

  private interface Writing {
    void to(ByteArrayOutputStream out) throws Exception;
  }

  private static byte[] written(Writing writing) {
    var out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
