package org.bojagi.cli.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.bojagi.age.X25519Identity;
import org.bojagi.cli.read.SignerTelling;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.ExitCode;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code key new}: an age identity file, as {@code age-keygen} writes it but without the time; with {@code --sign} a
 * signing key and its public half, as {@code minisign -G} writes them.
 */
@Command(name = "new")
public final class KeyNewCommand implements Callable<Integer> {
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", descriptionKey = "key.new.output")
  private Path file;

  @Option(names = "--sign", descriptionKey = "key.new.sign")
  private boolean sign;

  @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "key.new.passphrase-file")
  private String passphraseFile;

  @Override
  public Integer call() throws IOException {
    if (sign) {
      return signingKey();
    }
    if (passphraseFile != null) {
      throw new UsageException(
          "An age identity takes no passphrase here", "--passphrase-file", "It is for --sign; encrypt the file with age.");
    }
    return identity();
  }

  private int identity() throws IOException {
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

  private int signingKey() throws IOException {
    if (file == null) {
      throw new UsageException(
          "A signing key is two files", "--sign", "Name the secret one with -o FILE; FILE.pub comes beside it.");
    }
    var publicFile = file.resolveSibling(file.getFileName() + ".pub");
    if (Files.exists(publicFile)) {
      throw new UsageException(
          "There is such a file already, and a key is never overwritten", publicFile.toString(), "Choose another name.");
    }
    byte[] passphrase = passphraseFile == null ? null : UnlockOptions.passphrase(passphraseFile);
    byte[] secret = {};
    try (var key = SigningKey.generate()) {
      secret = key.toFile(passphrase);
      OwnersFile.write(file, secret);
      OwnersFile.write(publicFile, key.publisher().toFile());
      Terminal.out().println(key.publisher().encode());
      Terminal.note(Texts.text("key.new.signing", file, publicFile, SignerTelling.words(key.publisher())));
      if (passphrase == null) {
        Terminal.note(Texts.text("key.new.no-passphrase"));
      }
    } finally {
      Arrays.fill(secret, (byte) 0);
      if (passphrase != null) {
        Arrays.fill(passphrase, (byte) 0);
      }
    }
    return ExitCode.DONE;
  }
}
