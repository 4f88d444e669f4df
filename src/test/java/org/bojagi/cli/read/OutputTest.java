package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import org.bojagi.catalog.Json;
import org.bojagi.fault.DoesNotFitException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** What goes to a terminal and comes from people. */
class OutputTest {
  @Test
  void packedTextDoesntSteerATerminal() {
    assertEquals("a\uFFFD[31mb", Terminal.printable("a\033[31mb"));
    assertEquals("a b c", Terminal.printable("a\nb\tc"));
    assertEquals("\uFFFDabc\uFFFD", Terminal.printable("\u202Eabc\u0085"));
    assertEquals("\uFFFDa\uFFFDb\uFFFD", Terminal.printable("\u200Ea\u200Fb\u061C"));
    assertEquals("눈 내리던 날 🎬", Terminal.printable("눈 내리던 날 🎬"));
  }

  @Test
  void jsonOnATerminalSaysTheSameAndDoesntSteerIt() throws Exception {
    var steering = new StringBuilder("눈🎬");
    for (int c = 0; c <= 0x3000; c++) {
      if (Terminal.steers(c)) {
        steering.append((char) c);
      }
    }
    for (char c : "\u001B\u007F\u009B\u061C\u200E\u200F\u2028\u2029\u202A\u202E\u2066\u2069".toCharArray()) {
      assertTrue(steering.indexOf(String.valueOf(c)) > 0, Integer.toHexString(c));
    }
    var json = Terminal.harmless(Json.write(Map.of("title", steering.toString())));
    assertTrue(json.startsWith("{\"title\":\"눈🎬"), json);
    assertTrue(json.chars().noneMatch(Terminal::steers), json);
    assertEquals(steering.toString(), Json.read(json).string("title"));
  }

  @Test
  void aFileOnATerminalDoesntSteerItEither() throws Exception {
    var shown = new ByteArrayOutputStream();
    try (var out = new HarmlessOutputStream(shown)) {
      out.write("눈\n\033]0;x\007\u009B31m¢\t끝".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("눈\n\uFFFD]0;x\uFFFD\uFFFD31m¢\t끝", shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void neitherDoesOneThatIsNoTextOrTurnsTheDirectionOfWriting() throws Exception {
    assertEquals("a\uFFFDb", shown(new byte[] {'a', (byte) 0x9B, 'b'}));
    assertEquals("a\uFFFDb", shown("a\u202Eb".getBytes(StandardCharsets.UTF_8)));
    assertEquals("a\r\nb\uFFFDc\n", shown("a\r\nb\rc\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals("눈🎬".repeat(20_000), shown("눈🎬".repeat(20_000).getBytes(StandardCharsets.UTF_8)));
    assertEquals("\uFFFD", shown(new byte[] {(byte) 0xEB, (byte) 0x88}));
    assertEquals("\uFFFD", shown(new byte[] {'\r'}));
  }

  /** In one go and byte by byte. */
  private static String shown(byte[] bytes) throws IOException {
    var atOnce = new ByteArrayOutputStream();
    var oneByOne = new ByteArrayOutputStream();
    try (var out = new HarmlessOutputStream(atOnce)) {
      out.write(bytes);
    }
    try (var out = new HarmlessOutputStream(oneByOne)) {
      for (var b : bytes) {
        out.write(b);
      }
    }
    assertEquals(atOnce.toString(StandardCharsets.UTF_8), oneByOne.toString(StandardCharsets.UTF_8));
    return atOnce.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sizesAreReadAndWritten() {
    var sizes = new ByteSize();
    assertEquals(1_048_576, sizes.convert("1MiB"));
    assertEquals(700_000_000, sizes.convert("700MB"));
    assertEquals(700_000_000, sizes.convert("700m"));
    assertEquals(1_500_000_000, sizes.convert("1.5 GB"));
    assertEquals(4_294_967_295L, sizes.convert("4294967295"));
    for (var wrong : new String[] {"", "MB", "1.5", "-1", "1XB", "999999999999999TiB", "1 iB"}) {
      assertThrows(TypeConversionException.class, () -> sizes.convert(wrong), wrong);
    }
    assertEquals("999 B", ByteSize.text(999));
    assertEquals("1.0 kB", ByteSize.text(1000));
    assertEquals("1.0 MB", ByteSize.text(999_999));
    assertEquals("123 GB", ByteSize.text(123_456_000_000L));
  }

  @Test
  void queriesAreLinesOfBoundedLength() throws Exception {
    var lines = new QueryLines(bytes("\uFEFF첫눈\r\n\nlast"));
    assertEquals("첫눈", lines.next());
    assertEquals("", lines.next());
    assertEquals("last", lines.next());
    assertNull(lines.next());
    var endless = new QueryLines(bytes("x".repeat(100_000)));
    assertEquals("line 1", assertThrows(UsageException.class, endless::next).where());
  }

  @Test
  void whatTheSystemThrowsIsSaidAsWhatItIs() {
    var full = Faults.of(new IOException(new FileSystemException("f", null, "No space left on device")), "x").orElseThrow();
    assertEquals(DoesNotFitException.class, full.getClass());
    assertEquals("f", full.where());
    assertEquals(2, Faults.of(new NoSuchFileException("f"), "x").orElseThrow().exitCode());
    assertEquals(true, Faults.of(new IllegalStateException("a secret"), "x").isEmpty());
    assertEquals(true, Faults.isBrokenPipe(new IOException("Broken pipe")));
    assertEquals(14, Faults.of(new IOException("No space left on device"), "x").orElseThrow().exitCode());
  }

  @Test
  void whatAFileIsCalledIsNoReason() {
    var name = "Broken pipe/No space left on device/quota exceeded";
    var refused = new FileSystemException(name, null, "Is a directory");
    for (var thrown :
        List.of(refused, new IOException(refused), new UncheckedIOException(refused), new FileNotFoundException(name))) {
      assertFalse(Faults.isBrokenPipe(thrown));
      assertFalse(Fault.isFull(thrown));
    }
    assertEquals(1, Faults.of(new NotDirectoryException(name), "x").orElseThrow().exitCode());
    assertFalse(Faults.isBrokenPipe(new UsageException("There is such a file", name, "Choose another.")));
    assertTrue(Fault.isFull(new UncheckedIOException(new FileSystemException("x", null, "Disk quota exceeded"))));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
