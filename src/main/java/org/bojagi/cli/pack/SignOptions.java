package org.bojagi.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bojagi.bundle.Passphrase;
import org.bojagi.cli.read.Terminal;
import org.bojagi.cli.read.Texts;
import org.bojagi.cli.read.UnlockOptions;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;
import org.bojagi.sign.SigningKey;
import picocli.CommandLine.Option;

/** The key that a bundle is signed with. */
public final class SignOptions {
  private static final int MAX_KEY_FILE_BYTES = 4 << 10;

  @Option(names = "--sign", paramLabel = "FILE", descriptionKey = "sign.key")
  private Path file;

  @Option(names = "--sign-passphrase-file", paramLabel = "FILE", descriptionKey = "sign.passphrase-file")
  private String passphraseFile;

  /** Whether standard input is taken by the key's passphrase. */
  public boolean readsStandardInput() {
    return "-".equals(passphraseFile);
  }

  /**
   * Opened before any work is done; asks for its passphrase where it has one and a person is there.
   *
   * @return closed by the caller; null where nothing is to be signed
   */
  public SigningKey key() throws IOException {
    if (file == null) {
      if (passphraseFile != null) {
        throw new UsageException("There is no key for this passphrase", "--sign-passphrase-file", "Give --sign as well.");
      }
      return null;
    }
    byte[] bytes = {};
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_KEY_FILE_BYTES);
      return SigningKey.parse(bytes, this::passphrase, file.toString());
    } catch (IOException e) {
      throw Fault.ofStorage(e, file);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private byte[] passphrase() throws IOException {
    if (passphraseFile != null) {
      return UnlockOptions.passphrase(passphraseFile);
    }
    var console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new UsageException(
                        "The signing key is under a passphrase, and there is no terminal to ask for it",
                        file.toString(),
                        "Give --sign-passphrase-file FILE (- is standard input)."));
    var typed = console.readPassword("%s ", Texts.text("sign.prompt"));
    return Passphrase.of(typed == null ? new char[0] : typed, "what was typed");
  }
}
