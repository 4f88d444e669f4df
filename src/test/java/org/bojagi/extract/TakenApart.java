package org.bojagi.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSStream;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.bojagi.scrub.PlantedValues;
import org.bojagi.scrub.Sensitive;

/** Cleans documents in this process, and looks for what was planted also in what lies compressed inside. */
final class TakenApart {
  private TakenApart() {}

  /** Cleaned, searched, and with the words that it had. */
  static byte[] cleaned(String name, byte[] document, PlantedValues planted) throws IOException {
    planted.assertPresent(everything(document));
    var out = new ByteArrayOutputStream();
    var result = clean(name, document, Set.of(), out);
    assertTrue(result.changed(), () -> name + " was not cleaned: " + result.left());
    assertFalse(result.removed().isEmpty());
    planted.assertAbsent(everything(out.toByteArray()));
    assertEquals(words(name, document), words(name, out.toByteArray()));
    // What was cleaned has nothing more to be cleaned.
    var again = clean(name, out.toByteArray(), Set.of(), new ByteArrayOutputStream());
    assertEquals(java.util.List.of(), again.removed());
    return out.toByteArray();
  }

  static Cleaned clean(String name, byte[] document, Set<Sensitive.Kind> keep, ByteArrayOutputStream out)
      throws IOException {
    return FileReader.clean(new ExtractionRequest(name), document, keep, out);
  }

  /** Title and text as a search knows them. */
  static String words(String name, byte[] document) {
    var read = FileReader.read(new ExtractionRequest(name), document, ExtractionLimits.DEFAULT);
    return read.title()
        + read.texts().stream()
            .flatMap(text -> text.passages().stream())
            .map(passage -> passage.place() + passage.text())
            .collect(Collectors.joining("\n"));
  }

  /** The bytes, and those of all that is compressed in them. */
  static byte[] everything(byte[] document) throws IOException {
    var all = new ByteArrayOutputStream();
    all.write(document);
    if (document.length > 4 && document[0] == 'P' && document[1] == 'K') {
      try (var zip = MemoryZip.open(document, "document")) {
        for (var name : zip.names()) {
          all.write(Samples.utf8(name));
          all.write(name.endsWith("/") ? new byte[0] : everything(zip.read(name)));
        }
      } catch (UnreadableException e) {
        throw new IOException(e);
      }
    } else if (document.length > 4 && document[0] == '%' && document[1] == 'P') {
      pdfStreams(document, all);
    } else if (document.length > 8 && (document[0] & 0xff) == 0xd0) {
      try (var storage = new POIFSFileSystem(new ByteArrayInputStream(document))) {
        storageStreams(storage.getRoot(), all);
      }
    }
    return all.toByteArray();
  }

  private static void pdfStreams(byte[] document, ByteArrayOutputStream all) throws IOException {
    try (var pdf = PdfFonts.open(document)) {
      var objects = pdf.getDocument().getXrefTable().keySet();
      for (var key : objects) {
        var object = pdf.getDocument().getObjectFromPool(key).getObject();
        all.write(String.valueOf(object).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (object instanceof COSStream stream) {
          try (var in = stream.createInputStream()) {
            all.write(in.readAllBytes());
          } catch (IOException e) {
            all.write(stream.createRawInputStream().readAllBytes());
          }
        }
      }
    }
  }

  private static void storageStreams(DirectoryEntry folder, ByteArrayOutputStream all) throws IOException {
    for (var entry : folder) {
      if (entry instanceof DirectoryEntry inner) {
        storageStreams(inner, all);
      } else if (entry instanceof DocumentEntry stream) {
        try (var in = new org.apache.poi.poifs.filesystem.DocumentInputStream(stream)) {
          var bytes = in.readAllBytes();
          all.write(bytes);
          try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(true))) {
            all.write(inflated.readAllBytes());
          } catch (IOException e) {
            // Not compressed.
          }
        }
      }
    }
  }
}
