package org.bojagi.media;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that misbehaves, as a script of the shell. */
final class FakeProgram {
  private FakeProgram() {}

  static Path of(Path folder, String name, String script) throws IOException {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "a script of the shell needs one");
    var program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }
}
