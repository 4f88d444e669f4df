package org.bojagi.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bojagi.Trials;
import org.junit.jupiter.api.Test;

class MediaTypeTest {
  private static final Set<String> NEVER_RUN =
      Set.of(
          "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml", "audio/mpeg", "audio/aac",
          "audio/ogg", "audio/flac", "audio/wav", "audio/mp4", "video/mp4", "video/webm", "video/x-matroska", "video/ogg");

  private static String of(String head) {
    return MediaType.of(head.getBytes(StandardCharsets.ISO_8859_1)).map(MediaType::contentType).orElse("none");
  }

  @Test
  void theSampleCorpusIsServedAsWhatItIs() throws IOException {
    var types =
        Map.of("영상/살구나무.mp4", "video/mp4", "노래/아리랑.ogg", "audio/ogg", "노래/자장가.opus", "audio/ogg", "노래/저녁종.flac",
            "audio/flac", "노래/비소리.mp3", "audio/mpeg", "노래/골목의 자전거.m4a", "audio/mp4", "그림/겨울강.webp", "image/webp",
            "그림/달의 모양.gif", "image/gif", "그림/방패연.svg", "image/svg+xml", "그림/쪼각보.png", "image/png");
    for (var type : types.entrySet()) {
      var head = Arrays.copyOf(Files.readAllBytes(Path.of("corpus", type.getKey())), MediaType.HEAD_BYTES);
      assertEquals(type.getValue(), MediaType.of(head).orElseThrow().contentType(), type.getKey());
    }
  }

  @Test
  void whatABrowserRunsIsNeverServedWhateverItClaims() {
    for (var head : new String[] {
      "<!DOCTYPE html><script>", "<html><svg>", "<script>", "<p>글<svg>", "%PDF-1.7", "PK\3\4", "MZ", "{}", "", "\ufeff", "GIF88a",
      "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "WEBVTT", "<svgx>", "BM<script>", "\u0000\u0001\u0000\u0000", "wOF2",
      "\u00ff\u00d8", "<!-- <svg> --><html>", "<!DOCTYPE html [ <svg> ]><html>", "ftypmp42"
    }) {
      assertEquals("none", of(head), head);
    }
  }

  @Test
  void aDrawingIsKnownBehindItsDeclarationCommentsAndDocumentType() {
    for (var head : new String[] {
      "<svg xmlns='http://www.w3.org/2000/svg'>", "<?xml version='1.0'?>\n<!-- a - b -->\n<!DOCTYPE svg PUBLIC 'a' 'b'>\n<svg ",
      "<!DOCTYPE svg [<!ENTITY a 'b>c'>]><svg\n", " \n<x:svg xmlns:x='http://www.w3.org/2000/svg'>", "<svg/>"
    }) {
      assertEquals("image/svg+xml", of(head), head);
    }
  }

  @Test
  void anyBytesAtAllAreNothingOrOneOfTheTypesThatNothingRuns() {
    var random = new Random(Trials.seed(MediaTypeTest.class));
    var beginnings = new String[] {"", "<svg", "<!--", "<?xml", "<!DOCTYPE", "RIFF", "\u00ff\u00fb", "OggS", "\u001aE\u00df\u00a3", "\0\0\0\u0020ftyp"};
    for (int i = 0; i < Trials.of(200_000); i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      var begin = beginnings[random.nextInt(beginnings.length)].getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(begin, 0, bytes, 0, Math.min(begin.length, bytes.length));
      var type = MediaType.of(bytes);
      type.ifPresent(found -> {
        assertTrue(NEVER_RUN.contains(found.contentType()));
        assertTrue(found.contentSecurityPolicy().startsWith("default-src 'none'") && found.contentSecurityPolicy().endsWith("sandbox"));
      });
    }
  }

  @Test
  void lookingForADrawingTakesNoLongerForACraftedBeginning() {
    for (var piece : new String[] {"<!--", "<!-- -->", "<?", "<!DOCTYPE[", " ", "<!DOCTYPE[]", "-", "<!---"}) {
      assertEquals("none", of(piece.repeat(MediaType.HEAD_BYTES)), piece);
    }
  }
}
