package org.bojagi.cli.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bojagi.age.Armor;
import org.bojagi.age.ScryptIdentity;
import org.bojagi.age.ScryptRecipient;
import org.bojagi.age.X25519Identity;
import org.bojagi.bundle.KeyRing;
import org.bojagi.bundle.Passphrase;
import org.bojagi.fault.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a bundle is unlocked: files, standard input, or a prompt; never an argument or the environment. */
public final class UnlockOptions {
  private static final int MAX_IDENTITY_FILE_BYTES = 64 << 10;

  @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "unlock.passphrase-file")
  private List<String> passphraseFiles = List.of();

  @Option(names = "--identity", paramLabel = "FILE", descriptionKey = "unlock.identity")
  private List<String> identityFiles = List.of();

  @Option(names = "--allow-work", descriptionKey = "unlock.allow-work")
  private boolean allowWork;

  @Mixin private TrustOptions trust = new TrustOptions();

  /** Filled by picocli. */
  public UnlockOptions() {}

  /** As given under other names. */
  public UnlockOptions(List<String> passphraseFiles, List<String> identityFiles) {
    this.passphraseFiles = List.copyOf(passphraseFiles);
    this.identityFiles = List.copyOf(identityFiles);
  }

  /** As given under other names, with whose bundles are opened. */
  public UnlockOptions(List<String> passphraseFiles, List<String> identityFiles, TrustOptions trust) {
    this(passphraseFiles, identityFiles);
    this.trust = trust;
  }

  /** Whether standard input is taken by a key. */
  public boolean readsStandardInput() {
    return passphraseFiles.contains("-") || identityFiles.contains("-");
  }

  /**
   * The keys given, else one passphrase that is asked for. The caller closes them.
   *
   * @throws UsageException nothing was given and nobody can be asked; or a file holds no passphrase or identity
   */
  public KeyRing keys() throws IOException {
    var keys = given();
    boolean complete = false;
    try {
      if (keys.identities().isEmpty() && keys.passphrases().isEmpty()) {
        keys.passphrases().add(ask());
      }
      complete = true;
      return keys;
    } finally {
      if (!complete) {
        keys.close();
      }
    }
  }

  /** The keys given, none where there are none; nobody is asked. The caller closes them. */
  KeyRing given() throws IOException {
    if (passphraseFiles.stream().filter("-"::equals).count() + identityFiles.stream().filter("-"::equals).count() > 1) {
      throw new UsageException(
          "Standard input can hold one key only", "-", "Give the others as files.");
    }
    var trusted = trust.trust();
    var keys =
        new KeyRing(
            new ArrayList<>(),
            new ArrayList<>(),
            allowWork ? ScryptRecipient.LARGEST_LOG_N : ScryptIdentity.defaultMaxLogN(),
            trusted);
    boolean complete = false;
    try {
      for (var file : identityFiles) {
        keys.identities().addAll(identities(file));
      }
      for (var file : passphraseFiles) {
        keys.passphrases().add(passphrase(file));
      }
      complete = true;
      return keys;
    } finally {
      if (!complete) {
        keys.close();
      }
    }
  }

  /** @param file {@code -} is standard input */
  public static byte[] passphrase(String file) throws IOException {
    if (file.equals("-")) {
      return Passphrase.read(Terminal.in(), "standard input");
    }
    try (var in = Files.newInputStream(Path.of(file))) {
      return Passphrase.read(in, file);
    }
  }

  /**
   * The identities of a file.
   *
   * @param file {@code -} is standard input
   * @return closed by the caller
   */
  public static List<X25519Identity> identities(String file) throws IOException {
    var bytes = new byte[0];
    try (var in = file.equals("-") ? Terminal.in() : Files.newInputStream(Path.of(file))) {
      bytes = in.readNBytes(MAX_IDENTITY_FILE_BYTES);
      var beginning = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
      if (beginning.startsWith("age-encryption.org/") || Armor.isArmored(beginning.getBytes(StandardCharsets.ISO_8859_1))) {
        throw new UsageException(
            "This identity is itself encrypted",
            file,
            "Open it on the way, so that it isn't written in clear: age -d FILE | bojagi … --identity -");
      }
      return X25519Identity.parseFile(bytes);
    } catch (UsageException e) {
      throw e.where().startsWith("identity file") ? new UsageException(e.what(), e.where().replaceFirst("identity file", file), e.hint()) : e;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static byte[] ask() throws IOException {
    var console =
        Terminal.console()
            .orElseThrow(
                () ->
                    new UsageException(
                        "There is no key, and no terminal to ask for one",
                        "unlocking",
                        "Give --passphrase-file FILE (- is standard input) or --identity FILE."));
    var typed = console.readPassword("%s ", Texts.text("unlock.prompt"));
    return Passphrase.of(typed == null ? new char[0] : typed, "what was typed");
  }
}
