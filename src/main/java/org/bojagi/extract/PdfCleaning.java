package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.bojagi.scrub.Sensitive.Kind;

/**
 * A PDF written anew from what its pages lead to (ISO 32000-2): earlier revisions, attachments and
 * whatever nothing points to stay behind. Text, drawing and pictures' pixels are carried over as
 * they are.
 */
final class PdfCleaning {
  /**
   * The file's identifier is made of a clock and of the information dictionary; of this number and
   * nothing.
   */
  private static final long CONSTANT_TIME = 0;

  private static final int MAX_OBJECTS = 5_000_000;

  /** Of a document; the pictures of a smaller one may be held twice. */
  private static final int LARGE_BYTES = 32 << 20;

  /** Keys of comments and form fields that the standard knows, but for names and times (§12.5, §12.7). */
  private static final Set<String> ANNOTATION =
      Set.of(
          ("Type Subtype Rect Contents P F AP AS Border C StructParent OC BM ca CA Lang A Dest H PA QuadPoints BS Popup RC"
                  + " Subj IRT RT IT ExData DA Q DS CL BE RD LE L LL LLE IC LLO CP Measure CO Vertices Path InkList Name"
                  + " FS Sound Movie MK AA Parent Open State StateModel OverlayText Repeat RO FixedPrint FT Kids TU TM T"
                  + " Ff V DV Opt MaxLen I TI SV Lock RichMediaContent RichMediaSettings 3DD 3DV 3DA 3DI 3DB 3DU"
                  + " M CreationDate NM")
              .split(" "));

  private static final Set<String> PAGES =
      Set.of("Type", "Parent", "Kids", "Count", "Resources", "MediaBox", "CropBox", "Rotate");

  private static final Set<String> TRAILER = Set.of("Root", "Size", "Info", "Encrypt");

  private static final Set<String> CATALOG =
      Set.of(
          "Type",
          "Version",
          "Extensions",
          "Pages",
          "PageLabels",
          "Names",
          "Dests",
          "ViewerPreferences",
          "PageLayout",
          "PageMode",
          "Outlines",
          "Threads",
          "OpenAction",
          "AA",
          "URI",
          "AcroForm",
          "StructTreeRoot",
          "MarkInfo",
          "Lang",
          "OutputIntents",
          "OCProperties");

  private static final Set<String> PAGE =
      Set.of(
          "Type",
          "Parent",
          "Resources",
          "MediaBox",
          "CropBox",
          "BleedBox",
          "TrimBox",
          "ArtBox",
          "Contents",
          "Rotate",
          "Group",
          "B",
          "Dur",
          "Trans",
          "Annots",
          "AA",
          "StructParents",
          "Tabs",
          "TemplateInstantiated",
          "PresSteps",
          "UserUnit",
          "OutputIntents");

  private static final Set<String> IMAGE =
      Set.of(
          "Type",
          "Subtype",
          "Width",
          "Height",
          "ColorSpace",
          "BitsPerComponent",
          "Intent",
          "ImageMask",
          "Mask",
          "Decode",
          "Interpolate",
          "Alternates",
          "SMask",
          "SMaskInData",
          "Name",
          "StructParent",
          "OC",
          "Filter",
          "F",
          "DecodeParms",
          "DP",
          "Length",
          "Matte");

  private static final Set<String> NAME_TREES =
      Set.of(
          "Dests",
          "AP",
          "JavaScript",
          "Pages",
          "Templates",
          "AlternatePresentations",
          "Renditions");

  /** Of any dictionary. */
  private static final List<String> ANYWHERE =
      List.of("PieceInfo", "LastModified", "OPI", "CreatorInfo", "LGIDict");

  /** Annotations whose content is a file of its own. */
  private static final Set<String> WITH_FILES =
      Set.of("RichMedia", "Screen", "Movie", "Sound", "3D");

  private final CleaningReport report;
  private final PdfPictures pictures;

  private PdfCleaning(CleaningReport report) {
    this.report = report;
    this.pictures = new PdfPictures(report);
  }

  static void clean(byte[] bytes, CleaningReport report, OutputStream out)
      throws IOException, UnreadableException {
    var rewritten = new DocumentPieces();
    int pages;
    if (bytes.length > LARGE_BYTES) {
      PdfPictures.cleanInPlace(bytes, report);
    }
    try (var pdf = PdfFonts.open(bytes)) {
      pages = pdf.getNumberOfPages();
      new PdfCleaning(report).clean(pdf);
      if (PdfRemains.beside(bytes)) {
        report.removed(Kind.COMMENT, "PDF comments and what stands around the document");
      }
      if (revisions(bytes) > 1) {
        report.removed(Kind.CONTENT, "PDF earlier revisions");
      }
      pdf.setAllSecurityToBeRemoved(true);
      pdf.save(rewritten);
    } catch (InvalidPasswordException e) {
      throw UnreadableException.encrypted();
    }
    try (var again = PdfFonts.open(rewritten)) {
      if (again.getNumberOfPages() != pages) {
        throw UnreadableException.damaged("PDF");
      }
    }
    rewritten.moveTo(out);
  }

  private void clean(PDDocument pdf) throws IOException {
    var document = pdf.getDocument();
    var trailer = document.getTrailer();
    var reached = new java.util.HashSet<COSObjectKey>();
    for (var value : trailer.getValues()) {
      reached.add(value instanceof COSObject reference ? reference.getKey() : null);
    }
    var all = Set.copyOf(document.getXrefTable().keySet());
    information(pdf);
    retain(trailer, TRAILER, "trailer");
    pdf.setDocumentId(CONSTANT_TIME);
    var catalog = pdf.getDocumentCatalog().getCOSObject();
    catalog(catalog);
    var seen =
        java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<COSBase, Boolean>());
    var open = new ArrayList<COSBase>();
    open.add(catalog);
    while (!open.isEmpty()) {
      var next = open.removeLast();
      if (next instanceof COSObject reference) {
        reached.add(reference.getKey());
        next = reference.getObject();
      }
      if (next == null
          || !(next instanceof COSDictionary || next instanceof COSArray)
          || !seen.add(next)) {
        continue;
      }
      if (seen.size() > MAX_OBJECTS) {
        throw new IOException("too many objects");
      }
      if (next instanceof COSDictionary dictionary) {
        dictionary(dictionary);
        open.addAll(dictionary.getValues());
      } else if (next instanceof COSArray array) {
        array.iterator().forEachRemaining(open::add);
      }
    }
    if (!report.hasRemoved() && PdfRemains.unreached(document, all, reached)) {
      report.removed(Kind.CONTENT, "PDF objects that no page leads to");
    }
  }

  private void information(PDDocument pdf) {
    var information = pdf.getDocumentInformation();
    var kept = new COSDictionary();
    for (var key : information.getCOSObject().keySet()) {
      boolean stays =
          key.equals(COSName.TITLE) || key.equals(COSName.AUTHOR) && report.keepsAuthor();
      if (stays
          && information.getCOSObject().getDictionaryObject(key)
              instanceof org.apache.pdfbox.cos.COSString text) {
        kept.setItem(key, text);
      } else if (!stays) {
        boolean isAuthor =
            key.equals(COSName.AUTHOR)
                || key.getName().matches("(?i).*(company|manager|source|author).*");
        report.removed(isAuthor ? Kind.AUTHOR : Kind.COMMENT, "PDF " + key.getName());
      }
    }
    pdf.setDocumentInformation(new org.apache.pdfbox.pdmodel.PDDocumentInformation(kept));
    if (kept.size() == 0) {
      pdf.getDocument().getTrailer().removeItem(COSName.INFO);
    }
  }

  private void catalog(COSDictionary catalog) {
    retain(catalog, CATALOG, "catalogue");
    var names = catalog.getCOSDictionary(COSName.NAMES);
    if (names != null) {
      if (names.containsKey(COSName.EMBEDDED_FILES)) {
        report.removed(Kind.CONTENT, "PDF attachments");
      }
      retain(names, NAME_TREES, "names");
    }
    if (catalog.getDictionaryObject(COSName.THREADS) instanceof COSArray threads) {
      for (int i = 0; i < threads.size(); i++) {
        if (threads.getObject(i) instanceof COSDictionary thread) {
          remove(thread, "I", Kind.AUTHOR, "PDF thread");
        }
      }
    }
    if (catalog.getCOSDictionary(COSName.getPDFName("OCProperties")) instanceof COSDictionary layers) {
      layers(layers.getCOSDictionary(COSName.D));
      if (layers.getDictionaryObject("Configs") instanceof COSArray configurations) {
        configurations.iterator().forEachRemaining(
            each -> layers((each instanceof COSObject reference ? reference.getObject() : each) instanceof COSDictionary d ? d : null));
      }
    }
    if (catalog.getCOSDictionary(COSName.URI) instanceof COSDictionary base
        && base.getString(COSName.getPDFName("Base"), "").toLowerCase(java.util.Locale.ROOT).startsWith("file:")) {
      remove(catalog, "URI", Kind.PATH, "PDF base of links");
    }
    var form = catalog.getCOSDictionary(COSName.ACRO_FORM);
    if (form != null && form.containsKey(COSName.XFA)) {
      if (form.getDictionaryObject(COSName.FIELDS) instanceof COSArray fields
          && fields.size() > 0) {
        remove(form, "XFA", Kind.COMMENT, "PDF form XFA");
      } else {
        report.left(Kind.COMMENT, "PDF form XFA");
      }
    }
  }

  private void layers(COSDictionary configuration) {
    if (configuration != null) {
      remove(configuration, "Creator", Kind.AUTHOR, "PDF layers' creator");
    }
  }

  private void dictionary(COSDictionary dictionary) throws IOException {
    for (var name : ANYWHERE) {
      remove(dictionary, name, Kind.COMMENT, "PDF " + name);
    }
    if (dictionary.getDictionaryObject(COSName.METADATA) instanceof COSStream) {
      remove(dictionary, "Metadata", Kind.AUTHOR, "PDF XMP");
    }
    if (dictionary.getDictionaryObject("Measure") instanceof COSDictionary measure
        && "GEO".equals(measure.getNameAsString(COSName.SUBTYPE))) {
      remove(dictionary, "Measure", Kind.PLACE, "PDF map coordinates");
    }
    if (dictionary.containsKey("PtData")) {
      remove(dictionary, "PtData", Kind.PLACE, "PDF map coordinates");
    }
    var type = dictionary.getNameAsString(COSName.TYPE);
    var subtype = dictionary.getNameAsString(COSName.SUBTYPE);
    if ("Page".equals(type) && dictionary.containsKey(COSName.PARENT)) {
      retain(dictionary, PAGE, "page");
      annotations(dictionary);
    }
    if ("Sig".equals(dictionary.getNameAsString(COSName.FT))) {
      remove(dictionary, "V", Kind.AUTHOR, "PDF signature");
      remove(dictionary, "SV", Kind.AUTHOR, "PDF signature");
      remove(dictionary, "Lock", Kind.AUTHOR, "PDF signature");
    }
    if ("Popup".equals(subtype) && dictionary.containsKey("Rect")) {
      names(dictionary);
    }
    if ("Pages".equals(type) && dictionary.containsKey(COSName.KIDS)) {
      retain(dictionary, PAGES, "tree of pages");
    }
    if ("UserProperties".equals(dictionary.getNameAsString(COSName.O))) {
      remove(dictionary, "P", Kind.COMMENT, "PDF user properties");
    }
    if ("StructElem".equals(type)) {
      remove(dictionary, "T", Kind.COMMENT, "PDF title of an element");
    }
    if (dictionary.containsKey("ByteRange") && dictionary.size() > 1) {
      retain(dictionary, Set.of("Type", "ByteRange"), "signature");
    }
    if (dictionary.containsKey(COSName.EF)) {
      file(dictionary);
    }
    if (dictionary.containsKey("AF")) {
      remove(dictionary, "AF", Kind.CONTENT, "PDF associated files");
    }
    action(dictionary);
    if (dictionary instanceof COSStream stream && "Image".equals(subtype)) {
      retain(dictionary, IMAGE, "image");
      pictures.clean(stream);
    }
    if ("OCG".equals(type)
        && dictionary.getCOSDictionary(COSName.getPDFName("Usage"))
            instanceof COSDictionary usage) {
      remove(usage, "User", Kind.AUTHOR, "PDF layer's user");
    }
  }

  private void annotations(COSDictionary page) {
    if (!(page.getDictionaryObject(COSName.ANNOTS) instanceof COSArray annotations)) {
      return;
    }
    for (int i = 0; i < annotations.size(); i++) {
      if (!(annotations.getObject(i) instanceof COSDictionary annotation)) {
        continue;
      }
      var subtype = annotation.getNameAsString(COSName.SUBTYPE);
      if ("FileAttachment".equals(subtype)) {
        attachment(annotation);
      }
      if (subtype != null && WITH_FILES.contains(subtype)) {
        report.left(Kind.CONTENT, "PDF " + subtype);
      }
      retain(annotation, ANNOTATION, "comment");
      names(annotation);
    }
  }

  private void names(COSDictionary annotation) {
    if (!"Widget".equals(annotation.getNameAsString(COSName.SUBTYPE))) {
      remove(annotation, "T", Kind.AUTHOR, "PDF comment's author");
    }
    for (var name : List.of("M", "CreationDate", "NM")) {
      remove(annotation, name, Kind.COMMENT, "PDF comment's time");
    }
  }

  /** Its sign stays on the page, and leads to nothing. */
  private void attachment(COSDictionary annotation) {
    if (annotation.getDictionaryObject(COSName.FS) instanceof COSDictionary file
        && file.containsKey(COSName.EF)) {
      var nothing = new COSDictionary();
      nothing.setItem(COSName.TYPE, COSName.getPDFName("Filespec"));
      nothing.setString(COSName.F, "attachment");
      annotation.setItem(COSName.FS, nothing);
      annotation.removeItem(COSName.CONTENTS);
      report.removed(Kind.CONTENT, "PDF attachments");
    }
  }

  /** A file specification with a file inside (§7.11.4). */
  private void file(COSDictionary specification) {
    if (specification.getNameAsString(COSName.TYPE) != null
        || specification.containsKey(COSName.F)) {
      for (var name : List.of("EF", "RF", "Desc", "CI", "ID")) {
        remove(specification, name, Kind.CONTENT, "PDF attachments");
      }
    }
  }

  private void action(COSDictionary dictionary) {
    var kind = dictionary.getNameAsString(COSName.S);
    if (kind != null
        && Set.of("Launch", "GoToR", "GoToE", "ImportData", "SubmitForm").contains(kind)) {
      report.left(Kind.PATH, "PDF " + kind);
    }
    if ("JavaScript".equals(kind) && dictionary.containsKey("JS")) {
      report.left(Kind.COMMENT, "PDF script");
    }
    if ("URI".equals(kind)
        && dictionary
            .getString(COSName.URI, "")
            .toLowerCase(java.util.Locale.ROOT)
            .startsWith("file:")) {
      report.left(Kind.PATH, "PDF link to a file of the computer");
    }
  }

  private void retain(COSDictionary dictionary, Set<String> kept, String where) {
    for (var key : List.copyOf(dictionary.keySet())) {
      if (!kept.contains(key.getName())) {
        dictionary.removeItem(key);
        if (!key.getName()
            .matches("ID|Prev|XRefStm|Encrypt|Type|W|Index|Filter|Length|DecodeParms|DL")) {
          boolean isXmp = key.equals(COSName.METADATA);
          report.removed(
              isXmp ? Kind.AUTHOR : Kind.COMMENT,
              isXmp ? "PDF XMP" : "PDF " + where + " " + key.getName());
        }
      }
    }
  }

  private void remove(COSDictionary dictionary, String name, Kind kind, String fieldName) {
    var key = COSName.getPDFName(name);
    if (dictionary.containsKey(key)) {
      dictionary.removeItem(key);
      report.removed(kind, fieldName);
    }
  }

  /**
   * How often the file was saved; each save appends its changes and leaves what was before
   * (§7.5.6).
   */
  private static int revisions(byte[] bytes) {
    int count = 0;
    for (int i = 0; i + 5 <= bytes.length; i++) {
      if (bytes[i] == '%'
          && bytes[i + 1] == '%'
          && bytes[i + 2] == 'E'
          && bytes[i + 3] == 'O'
          && bytes[i + 4] == 'F') {
        count++;
      }
    }
    return count;
  }
}
