package org.bojagi.window;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browsers whose private windows we know how to ask for, best first.
 *
 * <p>In private windows Chromium and what is built of it hold cache, cookies, storage and media in memory. It
 * comes before its kin because it is the one that the tests watch. Firefox comes last: films of more than 8
 * MiB go through a file in its temporary folder, in private windows too, unless {@code
 * browser.privatebrowsing.forceMediaMemoryCache} is set, for which it has no option.
 */
public enum BrowserKind {
  CHROMIUM(
      "Chromium",
      "--incognito",
      "Chromium/Application/chrome.exe",
      List.of("Chromium.app/Contents/MacOS/Chromium"),
      List.of("chromium", "chromium-browser", "org.chromium.Chromium")),
  CHROME(
      "Google Chrome",
      "--incognito",
      "Google/Chrome/Application/chrome.exe",
      List.of("Google Chrome.app/Contents/MacOS/Google Chrome"),
      List.of("google-chrome", "google-chrome-stable", "com.google.Chrome")),
  EDGE(
      "Microsoft Edge",
      "--inprivate",
      "Microsoft/Edge/Application/msedge.exe",
      List.of("Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
      List.of("microsoft-edge", "microsoft-edge-stable", "com.microsoft.Edge")),
  WHALE(
      "Naver Whale",
      "--incognito",
      "Naver/Naver Whale/Application/whale.exe",
      List.of("Whale.app/Contents/MacOS/Whale", "Naver Whale.app/Contents/MacOS/Naver Whale"),
      List.of("naver-whale", "naver-whale-stable")),
  FIREFOX(
      "Firefox",
      "-private-window",
      "Mozilla Firefox/firefox.exe",
      List.of("Firefox.app/Contents/MacOS/firefox"),
      List.of("firefox", "firefox-esr", "org.mozilla.firefox"));

  /**
   * No page of welcome in place of ours, no question about the default browser, and no crash reporter, whose
   * dumps hold what was in memory. All three stand in Chromium's list of switches.
   */
  private static final List<String> CHROMIUM_FLAGS =
      List.of("--no-first-run", "--no-default-browser-check", "--disable-breakpad");

  private final String displayName;
  private final String privateFlag;
  private final String windowsPath;
  private final List<String> macPaths;
  private final List<String> linuxNames;

  BrowserKind(
      String displayName,
      String privateFlag,
      String windowsPath,
      List<String> macPaths,
      List<String> linuxNames) {
    this.displayName = displayName;
    this.privateFlag = privateFlag;
    this.windowsPath = windowsPath;
    this.macPaths = macPaths;
    this.linuxNames = linuxNames;
  }

  /** What people call it. */
  public String displayName() {
    return displayName;
  }

  /** Whether films that are played in a private window may pass through a file. */
  public boolean spillsMediaToDisk() {
    return this == FIREFOX;
  }

  /** The browser that a program's file name, with or without {@code .exe}, is known for. */
  static Optional<BrowserKind> ofProgram(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.exe$", "");
    if (name.contains("edge")) {
      return Optional.of(EDGE);
    }
    if (name.contains("whale")) {
      return Optional.of(WHALE);
    }
    if (name.contains("firefox")) {
      return Optional.of(FIREFOX);
    }
    if (name.contains("chromium")) {
      return Optional.of(CHROMIUM);
    }
    return name.contains("chrome") ? Optional.of(CHROME) : Optional.empty();
  }

  /** What stands between the program and the address. */
  List<String> options() {
    // Firefox takes the argument after -private-window as its address: the flag stays last.
    return this == FIREFOX
        ? List.of(privateFlag)
        : Stream.concat(CHROMIUM_FLAGS.stream(), Stream.of(privateFlag)).toList();
  }

  /** Below a folder for programs. */
  String windowsPath() {
    return windowsPath;
  }

  /** Below a folder for applications: the program inside the application. */
  List<String> macPaths() {
    return macPaths;
  }

  /** On the path, or in the folders to which snap and Flatpak export theirs. */
  List<String> linuxNames() {
    return linuxNames;
  }
}
