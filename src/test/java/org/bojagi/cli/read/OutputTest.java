package org.bojagi.cli.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.bojagi.fault.DoesNotFitException;
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
    assertEquals("눈 내리던 날 🎬", Terminal.printable("눈 내리던 날 🎬"));
  }

  @Test
  void aFileOnATerminalDoesntSteerItEither() throws Exception {
    var shown = new ByteArrayOutputStream();
    try (var out = new HarmlessOutputStream(shown)) {
      out.write("눈\n\033]0;x\007\u009B31m¢\t끝".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("눈\n?]0;x?\u00A031m¢\t끝", shown.toString(StandardCharsets.UTF_8));
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
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
