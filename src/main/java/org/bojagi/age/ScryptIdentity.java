package org.bojagi.age;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * A passphrase that opens age files (age specification, "The scrypt recipient type"). Closing wipes the copy
 * of the passphrase.
 */
public final class ScryptIdentity implements Identity {
  private static final Pattern WORK_FACTOR = Pattern.compile("[1-9][0-9]*");

  private final byte[] passphrase;
  private final int maxLogN;
  private boolean closed;

  /**
   * @param passphrase UTF-8; copied, the caller wipes its own
   * @param maxLogN a file that asks for more than 2^(maxLogN + 10) bytes of memory is refused; a file from a
   *     stranger may ask for any amount. {@link ScryptRecipient#LARGEST_LOG_N} allows whatever can be
   *     computed
   */
  public ScryptIdentity(byte[] passphrase, int maxLogN) {
    this.passphrase = passphrase.clone();
    this.maxLogN = maxLogN;
  }

  /**
   * The most that is done without being asked to: 1 GiB or a quarter of the machine's memory, whichever is
   * less, but always what {@link ScryptRecipient#DEFAULT_LOG_N} needs: what we wrote opens on any machine
   * that has the memory.
   */
  public static int defaultMaxLogN() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long allowed = Math.min(1L << 30, system.getTotalMemorySize() / 4);
    int logN = ScryptRecipient.DEFAULT_LOG_N;
    while (ScryptRecipient.memory(logN + 1) <= allowed) {
      logN++;
    }
    return logN;
  }

  /** Takes seconds and, meanwhile, the memory that the file asks for. */
  @Override
  public Optional<FileKey> unwrap(AgeHeader header) throws Fault {
    if (closed) {
      throw new IllegalStateException("the passphrase is wiped");
    }
    // The header has made sure that a scrypt stanza is alone.
    var stanza = header.stanzas().getFirst();
    if (!stanza.type().equals(ScryptRecipient.STANZA_TYPE)) {
      return Optional.empty();
    }
    byte[] salt = stanza.arguments().size() == 2 ? AgeHeader.canonical(stanza.arguments().getFirst()) : null;
    if (salt == null
        || salt.length != ScryptRecipient.SALT_SIZE
        || stanza.body().length != FileKey.WRAPPED_SIZE
        || !WORK_FACTOR.matcher(stanza.arguments().get(1)).matches()) {
      throw header.damaged("A scrypt stanza is not a salt of 16 bytes, a work factor and a body of 32");
    }
    var workFactor = stanza.arguments().get(1);
    if (workFactor.length() > 2 || Integer.parseInt(workFactor) > ScryptRecipient.LARGEST_LOG_N) {
      throw header.damaged("A scrypt stanza asks for more work than any machine can do");
    }
    int logN = Integer.parseInt(workFactor);
    if (logN > maxLogN) {
      throw new UsageException(
          "Unlocking this file would take " + (ScryptRecipient.memory(logN) >> 20) + " MiB of memory and "
              + (1L << Math.max(0, logN - ScryptRecipient.DEFAULT_LOG_N)) + " times the usual work",
          header.name(),
          "If you trust where the file comes from, try again with --allow-work.");
    }
    byte[] wrapKey = ScryptRecipient.wrapKey(passphrase, salt, logN, header.name());
    var key = FileKey.unwrap(wrapKey, stanza.body());
    Arrays.fill(wrapKey, (byte) 0);
    return key;
  }

  /** For tests: what is left after closing. */
  byte[] passphrase() {
    return passphrase;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(passphrase, (byte) 0);
  }
}
