package org.bojagi.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bojagi.catalog.MediaFacts;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.Place;
import org.bojagi.catalog.Role;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.Finding;
import org.bojagi.scrub.Sensitive;
import org.bojagi.text.PassageText;

/**
 * What parent and worker say to each other, one question and one answer at a time.
 *
 * <p>A question is path, hint, charset, language, what to draw, whether to clean it and what of it is kept, the
 * file's size and its bytes; an answer one block with its length before it ({@link CleanedWire} for what
 * was cleaned). The worker may have been taken over by what it read: whatever it
 * answers is either what an {@link Extraction} may be, within the limits, or refused here as a
 * whole.
 */
final class Wire {
  /** "Term", in a length's place: so begins what Java prints itself where it ends for want of memory. */
  private static final int LAST_WORDS = 0x5465726D;

  private static final int MAX_STRING_BYTES = 64 * 1024;
  private static final int MAX_FINDINGS = 1_000;
  private static final int MAX_PAGES = 1_000_000;
  private static final int MAX_PASSAGES = 2_000_000;
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,20}/[a-z0-9.+-]{1,100}");
  private static final Pattern LANGUAGE = Pattern.compile("|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
  private static final Pattern CHARSET = Pattern.compile("|[A-Za-z0-9._:-]{1,60}");
  private static final Pattern RENDITION_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,60}(\\.[A-Za-z0-9-]{1,20}){1,2}");
  private static final Pattern PAGE_NAME = Pattern.compile("page-[0-9]{4}\\.(png|jpg)");
  private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,60}");

  private Wire() {}

  /** @param keep what of a document to be cleaned is kept; null where it is to be read */
  static void writeQuestion(
      DataOutputStream out, ExtractionRequest request, Set<Sensitive.Kind> keep, SourceBytes source)
      throws IOException {
    write(out, request.path());
    write(out, request.mediaTypeHint());
    write(out, request.charset());
    write(out, request.language());
    out.writeBoolean(request.thumbnail());
    out.writeInt(request.pages() == null ? 0 : request.pages().first());
    out.writeInt(request.pages() == null ? 0 : request.pages().last());
    out.writeInt(keep == null ? -1 : keep.stream().mapToInt(kind -> 1 << kind.ordinal()).sum());
    out.writeLong(source.sizeBytes());
    try (var in = open(source)) {
      copyExactly(in, out, source.sizeBytes());
    }
    out.flush();
  }

  private static InputStream open(SourceBytes source) throws IOException {
    try {
      return source.open();
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  static ExtractionRequest readRequest(DataInputStream in) throws IOException {
    var request =
        new ExtractionRequest(string(in), string(in), string(in), string(in)).withThumbnail(in.readBoolean());
    var pages = new ExtractionRequest.Pages(in.readInt(), in.readInt());
    return pages.first() == 0 ? request : request.withPages(pages);
  }

  /** What of a document to be cleaned is kept, after {@link #readRequest}; null where it is to be read. */
  static Set<Sensitive.Kind> readKeep(DataInputStream in) throws IOException {
    int mask = in.readInt();
    if (mask < 0) {
      return null;
    }
    var keep = EnumSet.noneOf(Sensitive.Kind.class);
    for (var kind : Sensitive.Kind.values()) {
      if ((mask & 1 << kind.ordinal()) != 0) {
        keep.add(kind);
      }
    }
    return keep;
  }

  /** The file's bytes, after {@link #readKeep}. */
  static byte[] readBytes(DataInputStream in) throws IOException {
    var bytes = new byte[Math.toIntExact(in.readLong())];
    in.readFully(bytes);
    return bytes;
  }

  /** The worker's first word, once it can be asked. */
  static final int READY = 0x626f6a31;

  static void writeAnswer(DataOutputStream out, Extraction extraction) throws IOException {
    var block = new ByteArrayOutputStream();
    write(new DataOutputStream(block), extraction);
    out.writeInt(block.size());
    block.writeTo(out);
    out.flush();
  }

  /**
   * @throws NonsenseException the worker begins what no worker of ours would
   * @throws IOException it is gone, or its answer is none
   */
  static Extraction readAnswer(
      DataInputStream in, ExtractionRequest request, ExtractionLimits limits) throws IOException {
    int length = answerBytes(in, maxAnswerBytes(limits));
    var block = in.readNBytes(length);
    if (block.length < length) {
      throw new IOException("half an answer");
    }
    try {
      return read(new DataInputStream(new ByteArrayInputStream(block)), request);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("an answer that is none", e);
    }
  }

  static int answerBytes(DataInputStream in, long most) throws IOException {
    int length = in.readInt();
    if (length == LAST_WORDS) {
      throw new EOFException("the worker's Java ends");
    }
    if (length <= 0 || length > most) {
      throw new NonsenseException("an answer of " + length + " bytes");
    }
    return length;
  }

  private static long maxAnswerBytes(ExtractionLimits limits) {
    long ofDocument = limits.renditionChars() * 7 + limits.pictureBytes();
    long most = Math.max(ofDocument, limits.textBytes() * 2) + (16 << 20);
    return Math.min(most, Integer.MAX_VALUE - 64);
  }

  static void write(DataOutputStream out, List<Sensitive> all) throws IOException {
    out.writeInt(all.size());
    for (var sensitive : all) {
      out.writeByte(sensitive.kind().ordinal());
      write(out, sensitive.fieldName());
    }
  }

  static List<Sensitive> sensitive(DataInputStream in) throws IOException {
    var all = new ArrayList<Sensitive>();
    for (int left = count(in, MAX_FINDINGS); left > 0; left--) {
      var kind = Sensitive.Kind.values()[index(in, Sensitive.Kind.values().length)];
      all.add(new Sensitive(kind, oneLine(string(in))));
    }
    return all;
  }

  private static void write(DataOutputStream out, Extraction extraction) throws IOException {
    write(out, extraction.mediaType());
    write(out, extraction.title());
    write(out, extraction.language());
    write(out, extraction.charset());
    write(out, extraction.textFormat());
    out.writeInt(extraction.renditions().size());
    for (var rendition : extraction.renditions()) {
      write(out, rendition.name());
      out.writeByte(rendition.role().ordinal());
      write(out, rendition.mediaType());
      write(out, rendition.language());
      write(out, rendition.textFormat());
      out.writeInt(rendition.content().length);
      out.write(rendition.content());
    }
    out.writeInt(extraction.texts().size());
    for (var text : extraction.texts()) {
      write(out, text.renditionName());
      write(out, text.language());
      out.writeInt(text.passages().size());
      for (var passage : text.passages()) {
        write(out, passage);
      }
    }
    out.writeInt(extraction.lastPage());
    out.writeBoolean(extraction.media() != null);
    if (extraction.media() != null) {
      write(out, extraction.media());
    }
    write(out, extraction.sensitive());
    out.writeInt(extraction.findings().size());
    for (var finding : extraction.findings()) {
      out.writeByte(finding.severity().ordinal());
      write(out, finding.code());
      write(out, finding.what());
      write(out, finding.hint());
    }
  }

  private static Extraction read(DataInputStream in, ExtractionRequest request) throws IOException {
    var mediaType = matching(MEDIA_TYPE, string(in));
    var title = oneLine(string(in));
    var language = matching(LANGUAGE, string(in));
    var charset = matching(CHARSET, string(in));
    var textFormat = textFormat(in);
    var renditions = new ArrayList<Rendition>();
    var names = new HashSet<String>();
    for (int left = count(in, 100_000); left > 0; left--) {
      var rendition = rendition(in);
      refuseUnless(names.add(rendition.name()));
      renditions.add(rendition);
    }
    names.add("");
    var texts = new ArrayList<SourceText>();
    for (int left = count(in, 1_000); left > 0; left--) {
      var name = string(in);
      refuseUnless(names.contains(name));
      texts.add(new SourceText(name, matching(LANGUAGE, string(in)), passages(in)));
    }
    int lastPage = count(in, MAX_PAGES);
    var media = in.readBoolean() ? media(in) : null;
    var sensitive = sensitive(in);
    var findings = new ArrayList<Finding>();
    for (int left = count(in, MAX_FINDINGS); left > 0; left--) {
      var severity = Finding.Severity.values()[index(in, Finding.Severity.values().length)];
      findings.add(
          new Finding(
              severity,
              matching(CODE, string(in)),
              request.path(),
              oneLine(string(in)),
              oneLine(string(in))));
    }
    refuseUnless(in.read() < 0);
    return new Extraction(
        mediaType,
        title,
        language,
        charset,
        textFormat,
        renditions,
        texts,
        lastPage,
        media,
        sensitive,
        findings);
  }

  private static Rendition rendition(DataInputStream in) throws IOException {
    var name = matching(RENDITION_NAME, string(in));
    var role = Role.values()[index(in, Role.values().length)];
    switch (role) {
      case TEXT, HTML, PICTURE, CAPTIONS -> {}
      case THUMBNAIL -> refuseUnless(name.equals(Thumbnail.NAME));
      case PAGE -> matching(PAGE_NAME, name);
      default -> refuseUnless(false);
    }
    var mediaType = matching(MEDIA_TYPE, string(in));
    var language = matching(LANGUAGE, string(in));
    var format = textFormat(in);
    var content = new byte[count(in, in.available())];
    in.readFully(content);
    return new Rendition(name, role, mediaType, language, format, content);
  }

  private static void write(DataOutputStream out, Passage passage) throws IOException {
    switch (passage.place()) {
      case Place.Start() -> out.writeByte(0);
      case Place.Page(int number) -> {
        out.writeByte(1);
        out.writeInt(number);
      }
      case Place.Second(double seconds) -> {
        out.writeByte(2);
        out.writeDouble(seconds);
      }
      case Place.Heading(String text) -> {
        out.writeByte(3);
        write(out, text);
      }
    }
    out.writeInt(passage.charOffset());
    out.writeInt(passage.charLength());
    write(out, passage.text());
  }

  private static List<Passage> passages(DataInputStream in) throws IOException {
    var passages = new ArrayList<Passage>();
    long end = 0;
    for (int left = count(in, MAX_PASSAGES); left > 0; left--) {
      Place place =
          switch (in.readByte()) {
            case 0 -> new Place.Start();
            case 1 -> new Place.Page(count(in, Integer.MAX_VALUE));
            case 2 -> new Place.Second(seconds(in));
            case 3 -> new Place.Heading(oneLine(string(in)));
            default -> throw new IllegalArgumentException("no place");
          };
      int offset = count(in, Integer.MAX_VALUE);
      int length = count(in, PassageText.MAX_SLICE_CHARS);
      var text = string(in);
      refuseUnless(offset >= end && text.length() <= Passage.MAX_CHARS);
      end = (long) offset + length;
      passages.add(new Passage(place, offset, length, text));
    }
    return passages;
  }

  private static void write(DataOutputStream out, MediaFacts media) throws IOException {
    out.writeDouble(media.durationSeconds());
    out.writeInt(media.width());
    out.writeInt(media.height());
    out.writeInt(media.orientation());
    out.writeInt(media.codecs().size());
    for (var codec : media.codecs()) {
      write(out, codec);
    }
  }

  private static MediaFacts media(DataInputStream in) throws IOException {
    double seconds = seconds(in);
    int width = count(in, Integer.MAX_VALUE);
    int height = count(in, Integer.MAX_VALUE);
    int orientation = count(in, 8);
    var codecs = new ArrayList<String>();
    for (int left = count(in, 1_000); left > 0; left--) {
      codecs.add(oneLine(string(in)));
    }
    return new MediaFacts(seconds, width, height, orientation, codecs);
  }

  private static double seconds(DataInputStream in) throws IOException {
    double seconds = in.readDouble();
    refuseUnless(seconds >= 0 && seconds < 1e9);
    return seconds;
  }

  private static void write(DataOutputStream out, TextFormat format) throws IOException {
    out.writeByte(format == null ? -1 : format.ordinal());
  }

  private static TextFormat textFormat(DataInputStream in) throws IOException {
    int ordinal = in.readByte();
    return ordinal == -1
        ? null
        : TextFormat.values()[checked(ordinal, TextFormat.values().length - 1)];
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_STRING_BYTES) {
      throw new IOException("a string of " + bytes.length + " bytes");
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String string(DataInputStream in) throws IOException {
    var bytes = new byte[count(in, MAX_STRING_BYTES)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int count(DataInputStream in, int most) throws IOException {
    return checked(in.readInt(), most);
  }

  private static int index(DataInputStream in, int size) throws IOException {
    return checked(in.readByte(), size - 1);
  }

  private static int checked(int value, int most) {
    refuseUnless(value >= 0 && value <= most);
    return value;
  }

  private static String matching(Pattern pattern, String text) {
    refuseUnless(pattern.matcher(text).matches());
    return text;
  }

  /** Printed to a terminal later on: without what would move its cursor. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  static void refuseUnless(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("out of bounds");
    }
  }

  /**
   * @throws SourceFailedException {@code in} failed, not {@code out}
   */
  private static void copyExactly(InputStream in, OutputStream out, long sizeBytes)
      throws IOException {
    var buffer = new byte[64 * 1024];
    long left = sizeBytes;
    while (left > 0) {
      int count;
      try {
        count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      } catch (IOException e) {
        throw new SourceFailedException(e);
      }
      if (count < 0) {
        throw new SourceFailedException(
            new EOFException("the file became shorter while it was read"));
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  /** What the worker says is no answer, and it may go on saying it. */
  static final class NonsenseException extends IOException {
    private static final long serialVersionUID = 1L;

    NonsenseException(String what) {
      super(what);
    }
  }

  /** The file can't be read; the worker is not to blame. */
  static final class SourceFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceFailedException(IOException reason) {
      super(reason.getMessage(), reason);
    }

    IOException reason() {
      return (IOException) getCause();
    }
  }
}
