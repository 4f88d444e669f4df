package org.bojagi.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.bojagi.fault.Fault;

/** The text before an age file's payload: version line, stanzas, MAC. */
public final class AgeHeader {
  /** Bytes of a header for one X25519 recipient. The payload's nonce comes after it and counts with the payload. */
  public static final int X25519_HEADER_SIZE = 168;

  /** @param body decoded, not to be changed */
  public record Stanza(String type, List<String> arguments, byte[] body) {}

  /** Reads exactly the header, a byte at a time: give a buffered stream. {@code name} is for error messages. */
  public static AgeHeader read(InputStream in, String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The header at the beginning of a file; moves the channel's position. */
  public static AgeHeader read(SeekableByteChannel channel, String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The exact bytes, the MAC line and its line feed included; a copy. */
  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }

  public List<Stanza> stanzas() {
    throw new UnsupportedOperationException();
  }

  /** Tries each identity and checks the MAC. The caller closes the key. */
  public FileKey unwrap(List<? extends Identity> identities) throws Fault {
    throw new UnsupportedOperationException();
  }
}
