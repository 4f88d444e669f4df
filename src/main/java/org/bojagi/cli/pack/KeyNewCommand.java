package org.bojagi.cli.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.bojagi.age.X25519Identity;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.fault.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key new}: an age identity file, as {@code age-keygen} writes it but without the time. */
@Command(name = "new")
public final class KeyNewCommand implements Callable<Integer> {
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", descriptionKey = "key.new.output")
  private Path file;

  @Override
  public Integer call() throws IOException {
    var content = new ByteArrayOutputStream(256);
    byte[] bytes = {};
    try (var identity = X25519Identity.generate()) {
      var recipient = identity.recipient().encode();
      var secret = identity.encode();
      content.writeBytes(("# public key: " + recipient + "\n").getBytes(StandardCharsets.US_ASCII));
      content.writeBytes(secret);
      content.write('\n');
      Arrays.fill(secret, (byte) 0);
      bytes = content.toByteArray();
      if (file == null) {
        Terminal.out().write(bytes, 0, bytes.length);
        Terminal.note(Texts.text("key.recipient", recipient));
      } else {
        OwnersFile.write(file, bytes);
        Terminal.out().println(recipient);
        Terminal.note(Texts.text("key.keep", file));
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return ExitCode.DONE;
  }
}
