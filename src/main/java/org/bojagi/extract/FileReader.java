package org.bojagi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;
import org.bojagi.scrub.Sensitive;

/**
 * Reads or cleans one file, by its type with the reader that knows it: in the worker, short texts also in the
 * packer's process.
 */
final class FileReader {
  private FileReader() {}

  static Extraction read(ExtractionRequest request, byte[] bytes, ExtractionLimits limits) {
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, ExtractionPool.HEAD_BYTES));
    var mediaType = FileType.of(request.path(), head);
    boolean isExcerpt = Arrays.mismatch(head, MediaExcerpt.MAGIC) >= MediaExcerpt.MAGIC.length;
    if (mediaType.equals(FileType.UNKNOWN) && !request.mediaTypeHint().isEmpty()) {
      mediaType = request.mediaTypeHint();
    }
    var draft = new Draft(request, mediaType, limits);
    try {
      if (bytes.length == 0) {
        throw new UnreadableException("empty-file", "There is nothing in it", "");
      }
      if (isExcerpt || FileType.kind(mediaType) == ExtractionPool.Kind.MEDIA) {
        MediaReader.read(bytes, draft);
      } else {
        read(bytes, draft);
      }
    } catch (UnreadableException e) {
      draft.warn(e);
    }
    return draft.finish();
  }

  /** Takes a document apart by the same type that it is read by. */
  static Cleaned clean(ExtractionRequest request, byte[] bytes, Set<Sensitive.Kind> keep, OutputStream out)
      throws IOException {
    var head = Arrays.copyOf(bytes, Math.min(bytes.length, ExtractionPool.HEAD_BYTES));
    var mediaType = FileType.of(request.path(), head);
    if (mediaType.equals(FileType.UNKNOWN) && !request.mediaTypeHint().isEmpty()) {
      mediaType = request.mediaTypeHint();
    }
    return DocumentCleaning.clean(mediaType, bytes, keep, out);
  }

  private static void read(byte[] bytes, Draft draft) throws UnreadableException {
    var type = draft.mediaType;
    switch (FileType.kind(type)) {
      case TEXT -> TextReader.read(bytes, draft);
      case PICTURE -> PictureReader.read(bytes, draft);
      case DOCUMENT -> {
        switch (type) {
          case FileType.PDF -> {
            if (draft.request.pages() == null) {
              PdfReader.read(bytes, draft);
            } else {
              PdfPages.draw(bytes, draft);
            }
          }
          case FileType.RTF -> OfficeReader.readRtf(bytes, draft);
          case FileType.EPUB -> EpubReader.read(bytes, draft);
          case FileType.HWPX -> HwpxReader.read(bytes, draft);
          case FileType.MHTML -> MhtmlReader.read(bytes, draft);
          default -> {
            if (FileType.isOle2(type)) {
              OfficeReader.readOle2(bytes, draft);
            } else if (FileType.isOoxml(type)) {
              OfficeReader.readOoxml(bytes, draft);
            } else if (FileType.isOpenDocument(type)) {
              OpenDocumentReader.read(bytes, draft);
            } else {
              draft.note(
                  "type-not-read", "Files of its type are packed without looking into them", "");
            }
          }
        }
      }
      default ->
          draft.note("type-not-read", "Files of its type are packed without looking into them", "");
    }
  }
}
