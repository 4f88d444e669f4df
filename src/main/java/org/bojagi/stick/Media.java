package org.bojagi.stick;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Media that are plugged in, as the system shows them. Nothing is mounted. */
public final class Media {
  private static final List<String> LINUX = List.of("/media/", "/run/media/", "/mnt/");

  private Media() {}

  /** @param writable as far as the file system says; a cheap stick may refuse all the same */
  public record Medium(Path folder, long freeBytes, long totalBytes, boolean writable) {}

  /** In the order in which the system names them; those that give no answer are left out. */
  public static List<Medium> plugged() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var folders = name.startsWith("windows") ? drives() : name.startsWith("mac") ? volumes() : mounts();
    var media = new ArrayList<Medium>();
    for (var folder : folders) {
      try {
        var store = Files.getFileStore(folder);
        boolean writable = Files.isWritable(folder) && !store.isReadOnly();
        media.add(new Medium(folder, store.getUsableSpace(), store.getTotalSpace(), writable));
      } catch (IOException | SecurityException e) {
        // A drive without a medium.
      }
    }
    return media;
  }

  private static List<Path> mounts() {
    try {
      return mounts(Files.readAllLines(Path.of("/proc/self/mounts"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** @param lines of Linux's table: device, folder, …; a space, tab, line end or backslash as an octal escape */
  static List<Path> mounts(List<String> lines) {
    var folders = new ArrayList<Path>();
    for (var line : lines) {
      var fields = line.split(" ");
      if (fields.length > 1 && fields[0].startsWith("/dev/") && LINUX.stream().anyMatch(fields[1]::startsWith)) {
        var folder = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }

  private static List<Path> volumes() {
    try (var entries = Files.list(Path.of("/Volumes"))) {
      return entries.filter(entry -> !Files.isSymbolicLink(entry)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Path> drives() {
    var system = System.getenv().getOrDefault("SystemDrive", "C:") + "\\";
    var folders = new ArrayList<Path>();
    FileSystems.getDefault().getRootDirectories().forEach(folders::add);
    folders.removeIf(folder -> folder.toString().equalsIgnoreCase(system));
    return folders;
  }
}
