package org.bojagi.cli.read;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;

/**
 * The three streams of the process: UTF-8, except for a Windows console, which says what it wants.
 *
 * <p>Which of them are terminals is told by the launcher in {@code -Dbojagi.terminal=012}, since Java knows only whether
 * all are.
 */
public final class Terminal {
  private static final String STREAMS = System.getProperty("bojagi.terminal", System.console() == null ? "" : "012");
  private static final PrintStream OUT = stream(FileDescriptor.out, 1);
  private static final PrintStream ERR = stream(FileDescriptor.err, 2);
  private static boolean progressShown;

  private Terminal() {}

  private static PrintStream stream(FileDescriptor descriptor, int number) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    var charset =
        windows && isTerminal(number)
            ? Charset.forName(System.getProperty("stdout.encoding", "UTF-8"))
            : StandardCharsets.UTF_8;
    return new PrintStream(new FileOutputStream(descriptor), false, charset);
  }

  private static boolean isTerminal(int number) {
    return STREAMS.indexOf('0' + number) >= 0;
  }

  public static boolean outIsTerminal() {
    return isTerminal(1);
  }

  public static boolean errIsTerminal() {
    return isTerminal(2);
  }

  /** Where a person can be asked; empty in a pipe. */
  public static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** Of the terminal when the program started; 80 where nobody told. */
  public static int columns() {
    int columns = Integer.getInteger("bojagi.columns", 80);
    return columns > 0 ? columns : 80;
  }

  /** What was asked for. Not flushed at line ends: {@link Program} does it at the end. */
  public static PrintStream out() {
    return OUT;
  }

  /** A line of JSON for a program, which a person may look at as well. */
  public static void printJson(String json) {
    OUT.println(harmless(json));
  }

  /** For a line of JSON that is written in pieces, each whole strings. */
  public static Appendable jsonOut() {
    return new Appendable() {
      @Override
      public Appendable append(CharSequence piece) {
        OUT.print(harmless(piece.toString()));
        return this;
      }

      @Override
      public Appendable append(CharSequence piece, int start, int end) {
        return append(piece.subSequence(start, end));
      }

      @Override
      public Appendable append(char c) {
        OUT.print(c);
        return this;
      }
    };
  }

  public static InputStream in() {
    return System.in;
  }

  /** A line for a person, beside what was asked for. */
  public static synchronized void note(String line) {
    clearProgress();
    OUT.flush();
    ERR.println(line);
    ERR.flush();
  }

  /** {@code bojagi: WHAT (WHERE). HINT} */
  public static void complain(Fault fault) {
    complain(fault.getMessage());
  }

  public static void complain(Finding finding) {
    complain(finding.sentence());
  }

  static void complain(String sentence) {
    note("bojagi: " + printable(Texts.told(sentence)));
  }

  /** A line that the next one replaces; has to fit into one line of the terminal. */
  public static synchronized void progress(String line) {
    ERR.print("\r\033[K" + line);
    ERR.flush();
    progressShown = true;
  }

  public static synchronized void clearProgress() {
    if (progressShown) {
      ERR.print("\r\033[K");
      progressShown = false;
    }
  }

  /** In bold where a person looks; as it is elsewhere. */
  static String bold(String text) {
    return outIsTerminal() ? "\033[1m" + text + "\033[0m" : text;
  }

  /**
   * Packed text without what steers a terminal or turns the direction of writing: a title may come from anyone. One
   * line.
   */
  public static String printable(String text) {
    var printable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : steers(c) ? '\uFFFD' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** The same JSON with such characters escaped: they stand nowhere but in strings, and Jackson leaves most of them. */
  static String harmless(String json) {
    if (json.chars().noneMatch(Terminal::steers)) {
      return json;
    }
    var harmless = new StringBuilder(json.length() + 16);
    json.chars()
        .forEach(c -> harmless.append(steers(c) ? String.format(Locale.ROOT, "\\u%04X", c) : String.valueOf((char) c)));
    return harmless.toString();
  }

  /** Controls of C0 and C1, ends of lines, and whatever turns the direction of writing. */
  static boolean steers(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || turnsDirection(c);
  }

  /** The characters of Unicode's property Bidi_Control. */
  static boolean turnsDirection(int c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }
}
