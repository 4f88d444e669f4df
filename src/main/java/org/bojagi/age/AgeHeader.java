package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.Fault;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.NotABundleException;
import org.bojagi.fault.UsageException;
import org.bojagi.fault.WrongKeyException;

/**
 * The text before an age file's payload: version line, stanzas, MAC (age specification, "Header").
 *
 * <p>At most 64 KiB and 1,024 stanzas are read. What was read encodes to the same bytes again.
 */
public final class AgeHeader {
  /**
   * Bytes of a header for one X25519 recipient. The payload's nonce comes after it and counts with the
   * payload.
   */
  public static final int X25519_HEADER_SIZE = 168;

  private static final int MAX_SIZE = 64 * 1024;
  private static final int MAX_STANZAS = 1024;
  private static final int BODY_COLUMNS = 64;
  private static final String MAGIC = "age-encryption.org/";
  private static final String VERSION_LINE = MAGIC + "v1";

  /** Types that other programs write and we don't read, so that the refusal can name them. */
  private static final Set<String> UNSUPPORTED =
      Set.of("mlkem768x25519", "p256tag", "mlkem768p256tag", "piv-p256", "ssh-rsa", "ssh-ed25519");

  /** @param body decoded, not to be changed */
  public record Stanza(String type, List<String> arguments, byte[] body) {}

  private final byte[] bytes;
  private final List<Stanza> stanzas;
  private final byte[] mac;
  private final String name;

  private AgeHeader(byte[] bytes, List<Stanza> stanzas, byte[] mac, String name) {
    this.bytes = bytes;
    this.stanzas = stanzas;
    this.mac = mac;
    this.name = name;
  }

  /**
   * Reads exactly the header, a byte at a time: give a buffered stream.
   *
   * @param name of the file, for error messages
   * @throws NotABundleException no age file, or an armored one
   * @throws NewerFormatException another version of age
   * @throws DamagedBundleException cut, or against the specification
   */
  public static AgeHeader read(InputStream in, String name) throws IOException {
    var read = new ByteArrayOutputStream(512);
    requireMagic(in, read, name);
    var version = line(in, read, name);
    if (!version.equals("v1")) {
      if (version.matches("v[0-9]{1,9}")) {
        throw new NewerFormatException(
            "This age file has the version " + version + ", and only v1 is known",
            name,
            "Use a newer program.");
      }
      throw damaged("The version line of the header is damaged", name, MAGIC.length());
    }
    var stanzas = new ArrayList<Stanza>();
    int lineStart = read.size();
    var line = line(in, read, name);
    while (line.startsWith("-> ")) {
      if (stanzas.size() == MAX_STANZAS) {
        throw damaged("The header has more than " + MAX_STANZAS + " stanzas", name, lineStart);
      }
      var arguments = List.of(line.substring(3).split(" ", -1));
      if (!arguments.stream().allMatch(AgeHeader::isVisible)) {
        throw damaged("A stanza of the header has an empty or unprintable argument", name, lineStart);
      }
      lineStart = read.size();
      byte[] body = body(in, read, name);
      stanzas.add(new Stanza(arguments.getFirst(), arguments.subList(1, arguments.size()), body));
      lineStart = read.size();
      line = line(in, read, name);
    }
    byte[] mac = line.startsWith("--- ") ? canonical(line.substring(4)) : null;
    if (stanzas.isEmpty() || mac == null || mac.length != 32) {
      throw damaged("The header has a line that is neither a stanza nor its MAC", name, lineStart);
    }
    if (stanzas.size() > 1
        && stanzas.stream().anyMatch(stanza -> stanza.type().equals(ScryptRecipient.STANZA_TYPE))) {
      // Whoever knows a passphrase relies on nobody else having been able to write the file.
      throw damaged("The header has a scrypt stanza that is not alone", name, 0);
    }
    return new AgeHeader(read.toByteArray(), List.copyOf(stanzas), mac, name);
  }

  /**
   * The header at the beginning of a file, as {@link #read(InputStream, String)}; moves the channel's
   * position.
   */
  public static AgeHeader read(SeekableByteChannel channel, String name) throws IOException {
    channel.position(0);
    return read(new BufferedInputStream(Channels.newInputStream(channel), 1024), name);
  }

  /** A header for these stanzas. */
  static AgeHeader of(List<Stanza> stanzas, FileKey fileKey) throws UsageException {
    var text = new StringBuilder(VERSION_LINE).append('\n');
    for (var stanza : stanzas) {
      text.append("-> ").append(stanza.type());
      stanza.arguments().forEach(argument -> text.append(' ').append(argument));
      text.append('\n');
      var body = base64(stanza.body());
      // The body ends with a line shorter than 64 columns, an empty one if need be.
      for (int start = 0; start <= body.length(); start += BODY_COLUMNS) {
        text.append(body, start, Math.min(body.length(), start + BODY_COLUMNS)).append('\n');
      }
    }
    text.append("---");
    byte[] unsigned = text.toString().getBytes(US_ASCII);
    byte[] mac = fileKey.headerMac(unsigned, unsigned.length);
    byte[] bytes = text.append(' ').append(base64(mac)).append('\n').toString().getBytes(US_ASCII);
    if (bytes.length > MAX_SIZE || stanzas.size() > MAX_STANZAS) {
      throw new UsageException(
          "A file can't be written for " + stanzas.size() + " recipients", "recipients", "At most 668 fit.");
    }
    return new AgeHeader(bytes, List.copyOf(stanzas), mac, "age file");
  }

  /** The exact bytes, the MAC line and its line feed included; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  public List<Stanza> stanzas() {
    return stanzas;
  }

  /** The file's, as given when it was read. */
  public String name() {
    return name;
  }

  /**
   * Tries each identity and checks the MAC. The caller closes the key.
   *
   * @throws WrongKeyException none opens it
   * @throws NewerFormatException none opens it, and it has recipients of a type that we don't read
   * @throws DamagedBundleException one opens it, but a stanza is malformed or the MAC doesn't hold
   */
  public FileKey unwrap(List<? extends Identity> identities) throws Fault {
    for (var identity : identities) {
      var key = identity.unwrap(this);
      if (key.isPresent()) {
        int signed = bytes.length - "\n".length() - base64(mac).length() - " ".length();
        if (!MessageDigest.isEqual(key.get().headerMac(bytes, signed), mac)) {
          key.get().close();
          throw damaged("The MAC of the header does not hold");
        }
        return key.get();
      }
    }
    var unsupported = stanzas.stream().map(Stanza::type).filter(UNSUPPORTED::contains).distinct().sorted();
    var names = unsupported.collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      throw new NewerFormatException(
          "No key that was given opens this file, and its recipients of type " + names + " are not supported",
          name,
          "Open it with the age program, or have it encrypted to an X25519 recipient or a passphrase.");
    }
    boolean passphrase = stanzas.getFirst().type().equals(ScryptRecipient.STANZA_TYPE);
    if (passphrase && identities.stream().noneMatch(ScryptIdentity.class::isInstance)) {
      throw new WrongKeyException(
          "This file opens with a passphrase, and none was given", name, "Give the passphrase.");
    }
    if (!passphrase && identities.stream().noneMatch(X25519Identity.class::isInstance)) {
      throw new WrongKeyException(
          "This file opens with an identity, and none was given", name, "Give the identity file.");
    }
    throw new WrongKeyException(
        "No key that was given opens this file", name, "Check the passphrase or the identity file.");
  }

  /** The header is against the specification. */
  DamagedBundleException damaged(String what) {
    return damaged(what, name, 0);
  }

  private static DamagedBundleException damaged(String what, String name, long offset) {
    return new DamagedBundleException(
        what, name + ", header, byte " + offset, "Copy the file again from where it came from.");
  }

  /** Base64 without padding. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Decodes base64 without padding; null where it is anything but the one way to write its bytes. */
  static byte[] canonical(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return base64(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void requireMagic(InputStream in, ByteArrayOutputStream read, String name)
      throws IOException {
    byte[] magic = MAGIC.getBytes(US_ASCII);
    byte[] first = in.readNBytes(magic.length);
    boolean cut = first.length > 0 && first.length < magic.length;
    if (cut && Arrays.equals(first, Arrays.copyOf(magic, first.length))) {
      throw damaged("The file is cut in its header", name, first.length);
    }
    if (!Arrays.equals(first, magic)) {
      throw new NotABundleException(
          first.length == 0 ? "The file is empty" : "This is not an age file",
          name,
          Armor.isArmored(first)
              ? "It is armored text: decode it first."
              : "Check that it is the file you meant.");
    }
    read.writeBytes(first);
  }

  private static byte[] body(InputStream in, ByteArrayOutputStream read, String name) throws IOException {
    int start = read.size();
    var text = new StringBuilder();
    String line;
    do {
      line = line(in, read, name);
      text.append(line);
    } while (line.length() == BODY_COLUMNS);
    byte[] body = line.length() < BODY_COLUMNS ? canonical(text.toString()) : null;
    if (body == null) {
      throw damaged("The body of a stanza is not canonical base64 in lines of 64", name, start);
    }
    return body;
  }

  /**
   * One line without its line feed, which must be there. Bytes above 127 stay what they are, and fail later.
   */
  private static String line(InputStream in, ByteArrayOutputStream read, String name) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw damaged("The file is cut in its header", name, read.size());
      }
      if (read.size() == MAX_SIZE - 1) {
        throw damaged("The header is larger than 64 KiB", name, MAX_SIZE);
      }
      read.write(next);
      line.append((char) next);
    }
    read.write('\n');
    return line.toString();
  }

  private static boolean isVisible(String argument) {
    return !argument.isEmpty() && argument.chars().allMatch(each -> each > 0x20 && each < 0x7f);
  }
}
