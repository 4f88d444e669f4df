package org.bojagi.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.window.Browsers.SystemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BrowsersTest {
  private static final URI ADDRESS = URI.create("http://127.0.0.1:4321/open?ticket=abc");

  @TempDir Path root;

  private Path program(String path) throws IOException {
    var program = root.resolve(path);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n");
    assertTrue(program.toFile().setExecutable(true));
    return program;
  }

  private static List<BrowserKind> kinds(List<Browser> browsers) {
    return browsers.stream().map(Browser::kind).toList();
  }

  @Test
  void onWindowsTheFoldersForProgramsAreSearched() throws Exception {
    var environment =
        Map.of(
            "ProgramFiles", root.resolve("Program Files").toString(),
            "ProgramFiles(x86)", root.resolve("Program Files (x86)").toString(),
            "LocalAppData", root.resolve("Users/미라/AppData/Local").toString());
    var firefox = program("Program Files/Mozilla Firefox/firefox.exe");
    var edge = program("Program Files (x86)/Microsoft/Edge/Application/msedge.exe");
    var chrome = program("Users/미라/AppData/Local/Google/Chrome/Application/chrome.exe");
    var whale = program("Program Files/Naver/Naver Whale/Application/whale.exe");
    var chromium = program("Users/미라/AppData/Local/Chromium/Application/chrome.exe");
    assertEquals(
        List.of(
            new Browser(BrowserKind.CHROMIUM, chromium),
            new Browser(BrowserKind.CHROME, chrome),
            new Browser(BrowserKind.EDGE, edge),
            new Browser(BrowserKind.WHALE, whale),
            new Browser(BrowserKind.FIREFOX, firefox)),
        Browsers.installed(SystemKind.WINDOWS, root, environment));
  }

  @Test
  void onMacTheProgramInsideTheApplicationIsTaken() throws Exception {
    var chrome = program("Users/mira/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    var whale = program("Applications/Whale.app/Contents/MacOS/Whale");
    var firefox = program("Applications/Firefox.app/Contents/MacOS/firefox");
    var environment = Map.of("HOME", root.resolve("Users/mira").toString());
    assertEquals(
        List.of(
            new Browser(BrowserKind.CHROME, chrome),
            new Browser(BrowserKind.WHALE, whale),
            new Browser(BrowserKind.FIREFOX, firefox)),
        Browsers.installed(SystemKind.MAC, root, environment));
  }

  @Test
  void onLinuxThePathIsSearchedAndThenSnapAndFlatpak() throws Exception {
    var chromium = program("usr/local/bin/chromium-browser");
    program("usr/bin/chromium");
    var chrome = program("var/lib/flatpak/exports/bin/com.google.Chrome");
    var edge = program("home/mira/.local/share/flatpak/exports/bin/com.microsoft.Edge");
    var firefox = program("snap/bin/firefox");
    var path = root.resolve("usr/local/bin") + ":" + root.resolve("usr/bin");
    var environment = Map.of("PATH", path, "HOME", root.resolve("home/mira").toString());
    assertEquals(
        List.of(
            new Browser(BrowserKind.CHROMIUM, chromium),
            new Browser(BrowserKind.CHROME, chrome),
            new Browser(BrowserKind.EDGE, edge),
            new Browser(BrowserKind.FIREFOX, firefox)),
        Browsers.installed(SystemKind.LINUX, root, environment));
  }

  @Test
  void nothingIsTakenFromWhereWeStandOrThatIsNoProgram() throws Exception {
    Files.createDirectories(root.resolve("bin/chromium"));
    Files.writeString(Files.createDirectories(root.resolve("usr/bin")).resolve("firefox"), "not executable");
    var environment = Map.of("PATH", ":.:bin:" + root.resolve("bin") + ":" + root.resolve("usr/bin"));
    assertEquals(List.of(), Browsers.installed(SystemKind.LINUX, root, environment));
    assertEquals(List.of(), Browsers.installed(SystemKind.WINDOWS, root, Map.of("ProgramFiles", "bin\0")));
    assertEquals(List.of(), Browsers.installed(SystemKind.MAC, root, Map.of()));
  }

  @Test
  void aBrowserThatIsNamedIsKnownByItsName() throws Exception {
    assertEquals(BrowserKind.EDGE, Browser.named(program("a/msedge.exe")).kind());
    assertEquals(BrowserKind.EDGE, Browser.named(program("a/microsoft-edge-beta")).kind());
    assertEquals(BrowserKind.CHROME, Browser.named(program("a/Google Chrome")).kind());
    assertEquals(BrowserKind.CHROME, Browser.named(program("a/chrome.exe")).kind());
    assertEquals(BrowserKind.CHROMIUM, Browser.named(program("a/org.chromium.Chromium")).kind());
    assertEquals(BrowserKind.WHALE, Browser.named(program("a/Naver Whale")).kind());
    assertEquals(BrowserKind.FIREFOX, Browser.named(program("a/firefox-esr")).kind());
    var unknown = assertThrows(UsageException.class, () -> Browser.named(program("a/konqueror")));
    assertTrue(unknown.where().endsWith("konqueror"), unknown::getMessage);
    assertTrue(unknown.hint().contains("--no-browser"), unknown::getMessage);
    var missing = assertThrows(UsageException.class, () -> Browser.named(root.resolve("chromium")));
    assertTrue(missing.what().contains("no program"), missing::getMessage);
  }

  @Test
  void filmsAreSpilledByFirefoxOnlyAndItComesLast() {
    assertEquals(BrowserKind.FIREFOX, List.of(BrowserKind.values()).getLast());
    for (var kind : BrowserKind.values()) {
      assertEquals(kind == BrowserKind.FIREFOX, kind.spillsMediaToDisk());
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void eachIsAskedForAPrivateWindowByItsOwnFlag() throws Exception {
    assertEquals("--inprivate", opened("msedge").get(3));
    assertEquals("--incognito", opened("google-chrome").get(3));
    assertEquals("--incognito", opened("whale").get(3));
    assertEquals(
        List.of(
            "--no-first-run", "--no-default-browser-check", "--disable-breakpad", "--incognito",
            ADDRESS.toString()),
        opened("chromium"));
    assertEquals(List.of("-private-window", ADDRESS.toString()), opened("firefox"));
  }

  /** The arguments that a program of this name is started with. */
  private List<String> opened(String name) throws Exception {
    var program = program(name);
    var arguments = root.resolve(name + ".arguments");
    Files.writeString(
        program, "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + arguments + "'\npwd >'" + root + "/where'\n");
    assertEquals(0, Browser.named(program).open(ADDRESS).waitFor());
    assertEquals(root.toRealPath(), Path.of(Files.readString(root.resolve("where")).strip()).toRealPath());
    return Files.readAllLines(arguments);
  }

  @Test
  void onlyAnAddressOfOursIsOpened() throws Exception {
    var browser = Browser.named(program("chromium"));
    for (var address :
        List.of("http://example.org/", "file:///etc/passwd", "--version", "http://127.0.0.1.example/")) {
      assertThrows(IllegalArgumentException.class, () -> browser.open(URI.create(address)), address);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aBrowserThatCannotBeStartedIsNamed() throws Exception {
    var program = program("firefox");
    Files.writeString(program, "#!/nowhere/interpreter\n");
    var fault = assertThrows(StorageException.class, () -> Browser.named(program).open(ADDRESS));
    assertEquals(program.toString(), fault.where());
  }

  @Test
  void theBrowserGetsNothingThatWasMeantForJava() {
    var environment = new HashMap<String, String>();
    for (var name :
        List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_HOME", "CLASSPATH")) {
      environment.put(name, "-Dx=y");
    }
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("LANG", "ko_KR.UTF-8");
    environment.put("PATH", "/bin");
    Browser.cleanEnvironment(environment, true);
    assertEquals(
        Map.of("LANG", "ko_KR.UTF-8", "PATH", "/bin", "MOZ_CRASHREPORTER_DISABLE", "1", "TMPDIR", "/dev/shm"),
        environment);
    environment.put("LC_ALL", "ko_KR.UTF-8");
    environment.remove("TMPDIR");
    Browser.cleanEnvironment(environment, false);
    assertEquals("ko_KR.UTF-8", environment.get("LC_ALL"));
    assertFalse(environment.containsKey("TMPDIR"));
  }
}
