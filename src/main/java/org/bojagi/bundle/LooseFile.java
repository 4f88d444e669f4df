package org.bojagi.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bojagi.age.AgeHeader;
import org.bojagi.age.FileKey;
import org.bojagi.age.Identity;
import org.bojagi.age.X25519Identity;
import org.bojagi.fault.Fault;
import org.bojagi.fault.Finding;
import org.bojagi.fault.NotABundleException;
import org.bojagi.sign.Trust;

/**
 * A file of a heap before anyone knows to which bundle it belongs: what its first 184 bytes and its length tell, and what
 * a key that opens it tells (format.md §9).
 *
 * <p>The beginning is read once. Threads: all methods may be called from many.
 */
public final class LooseFile {
  private static final long MIN_IMAGE_BYTES = 1 << 20;

  private final FolderFile file;

  /** null where the file doesn't begin with the whole header of a volume or a slot. */
  private final AgeHeader header;

  /**
   * What a file says of itself to who has its key.
   *
   * @param bundle id, as is {@code volume}
   * @param kind content, index or root
   * @param root of a sound root alone, else null; as are its documents and who signed them
   * @param signerNotBeside a publisher's key lies beside its folder, and the root isn't signed with it; else null
   * @param damage why a root can't be read, else null
   */
  public record Opened(
      String bundle,
      String volume,
      String kind,
      Root root,
      RootDocuments documents,
      Signers signers,
      Finding signerNotBeside,
      Fault damage) {
    private Opened(VolumeAbout about, Fault damage) {
      this(about.bundle(), about.volume(), about.kind(), null, null, null, null, damage);
    }

    public boolean isRoot() {
      return kind.equals(Format.KIND_ROOT);
    }
  }

  private LooseFile(FolderFile file, AgeHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Reads the first 184 bytes. */
  public static LooseFile read(Path path) throws IOException {
    var file = FolderFile.read(path);
    AgeHeader header = null;
    if (file.isAge()) {
      try {
        header = AgeHeader.read(new ByteArrayInputStream(file.head()), file.name());
      } catch (Fault e) {
        // Longer, as a slot's made by hand may be, or damaged.
      }
    }
    return new LooseFile(file, header);
  }

  public Path path() {
    return file.path();
  }

  public long sizeBytes() {
    return file.sizeBytes();
  }

  /** Whether it begins as an age file does. */
  public boolean isAge() {
    return file.isAge();
  }

  /** Whether it is what macOS writes beside a file on media that hold no attributes, under its name (RFC 1740). */
  public boolean isMacSidecar() {
    var head = head();
    return file.name().startsWith("._") && head.remaining() >= 4 && (head.getInt() & ~7) == 0x00051600;
  }

  /** Whether its name or the last bytes of its first sector say that it is the image of a card or disk. */
  public boolean mayBeImage() throws IOException {
    return sizeBytes() >= MIN_IMAGE_BYTES
        && (file.name().toLowerCase(Locale.ROOT).matches(".*\\.(img|dd|raw)")
            || Arrays.equals(bytes(510, 2), new byte[] {0x55, (byte) 0xAA}));
  }

  /** Whether its last bytes are zeros, which those of an age file aren't but by a chance of 2^-128: they are a tag. */
  public boolean endsInZeros() {
    try {
      return isAge() && sizeBytes() > 16 && Arrays.equals(bytes(sizeBytes() - 16, 16), new byte[16]);
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] bytes(long position, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    try (var channel = FileChannel.open(path(), StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
        // A channel may give less than is asked for.
      }
    }
    return bytes.array();
  }

  /** Whether it is small enough for a slot, which no volume and no root is. */
  public boolean maySlot() {
    return file.maySlot();
  }

  /** Whether it is no larger than a root may be. */
  public boolean mayRoot() {
    return file.sizeBytes() <= RootFinder.MAX_FILE_BYTES;
  }

  /** What would open it, as its first stanza tells anyone; empty where that can't be read. */
  public Optional<Slots.Kind> opensWith() {
    return switch (header == null ? "" : header.stanzas().getFirst().type()) {
      case "scrypt" -> Optional.of(Slots.Kind.PASSPHRASE);
      case "X25519" -> Optional.of(Slots.Kind.RECIPIENT);
      default -> Optional.empty();
    };
  }

  /** Of what opens with a passphrase: the exponent of the work that it asks for; 0 where it doesn't say. */
  public int logN() {
    if (opensWith().orElse(null) != Slots.Kind.PASSPHRASE || header.stanzas().getFirst().arguments().size() != 2) {
      return 0;
    }
    var text = header.stanzas().getFirst().arguments().get(1);
    return text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : 0;
  }

  /** The first 184 bytes, or all of a shorter file: equal for copies of a volume, and for its description in a root. */
  public ByteBuffer head() {
    return ByteBuffer.wrap(file.head()).asReadOnlyBuffer();
  }

  /** The whole file, of what {@link #maySlot} alone. */
  public ByteBuffer slotBytes() throws IOException {
    return ByteBuffer.wrap(file.slotBytes()).asReadOnlyBuffer();
  }

  /**
   * The identity that a slot holds.
   *
   * @return closed by the caller
   * @throws org.bojagi.fault.WrongKeyException the key opens it not
   * @throws Fault it holds no identity, asks for too much work, or is damaged
   */
  public X25519Identity openSlot(Identity key) throws IOException {
    return Slot.open(file.slotBytes(), key, file.name());
  }

  /** Whether the header is for this identity: costs one X25519 and no reading. Says nothing about what follows it. */
  public boolean isFor(X25519Identity identity) {
    if (opensWith().orElse(null) != Slots.Kind.RECIPIENT) {
      return false;
    }
    try {
      var fileKey = identity.unwrap(header);
      fileKey.ifPresent(FileKey::close);
      return fileKey.isPresent();
    } catch (Fault e) {
      return false;
    }
  }

  /**
   * What it is. Volumes are opened tolerantly, so that one that was cut still says what it is of; a root strictly.
   *
   * @param identity that {@link #isFor} told to open it
   * @param trust whose signatures are known, besides keys that lie beside the folder; whether to open it is {@link LooseBundle#open}'s to say
   * @throws Fault it opens and is no volume of a bundle, is of a newer format, or its first chunk is damaged
   */
  public Opened open(X25519Identity identity, Trust trust) throws IOException {
    var about = file.about(identity);
    if (!about.kind().equals(Format.KIND_ROOT)) {
      return new Opened(about, null);
    }
    try {
      return root(about, identity, trust);
    } catch (Fault damage) {
      return new Opened(about, damage);
    }
  }

  private Opened root(VolumeAbout about, X25519Identity identity, Trust trust) throws IOException {
    if (file.sizeBytes() > RootFinder.MAX_FILE_BYTES) {
      throw new NotABundleException("This root is larger than any", file.name(), "Use another copy of the bundle.");
    }
    try (var payload = file.open(identity)) {
      var documents = RootFinder.text(payload, file.name());
      var root = RootFinder.parse(documents, identity, file.name());
      var known = KeysBeside.with(trust, file.path().toAbsolutePath().getParent());
      var signers = RootFinder.signers(documents, known, file.name());
      var notBeside = KeysBeside.signerNotBeside(signers, known, file.path().toString()).orElse(null);
      return new Opened(about.bundle(), about.volume(), about.kind(), root, documents, signers, notBeside, null);
    }
  }

  /** Whether some chunk of it opens as the volume's, whatever its own header says. */
  public boolean holds(VolumeFacts volume, X25519Identity identity) {
    return VolumeFinder.opensAs(volume, file, identity);
  }
}
