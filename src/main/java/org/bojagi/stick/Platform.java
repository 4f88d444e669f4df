package org.bojagi.stick;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a runtime runs on, by the names that its folder on the stick has and the launchers look for.
 *
 * @param system {@code linux}, {@code windows} or {@code macos}
 * @param machine {@code x64}, {@code aarch64}, or another name as the runtime has it
 */
public record Platform(String system, String machine) {
  private static final Set<String> SYSTEMS = Set.of("linux", "windows", "macos");

  /**
   * @param osName as the {@code release} file of a JDK has it: Linux, Windows, Darwin
   * @param osArch as there: x86_64, amd64, aarch64
   * @return empty for a system that has no launcher
   */
  static Optional<Platform> of(String osName, String osArch) {
    var name = osName.toLowerCase(Locale.ROOT);
    var system = name.startsWith("windows") ? "windows" : name.equals("darwin") ? "macos" : name;
    var arch = osArch.toLowerCase(Locale.ROOT);
    var machine = Set.of("x86_64", "amd64").contains(arch) ? "x64" : arch.equals("arm64") ? "aarch64" : arch;
    return SYSTEMS.contains(system) && machine.matches("[a-z0-9]{1,12}")
        ? Optional.of(new Platform(system, machine))
        : Optional.empty();
  }

  /** {@code linux-x64} */
  @Override
  public String toString() {
    return system + "-" + machine;
  }
}
