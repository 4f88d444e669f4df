package org.bojagi.age;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.bojagi.fault.Fault;
import org.bojagi.fault.UsageException;

/**
 * A passphrase to write for (age specification, "The scrypt recipient type"), the only recipient of its file.
 * Closing wipes the copy of the passphrase.
 */
public final class ScryptRecipient implements Recipient, AutoCloseable {
  /** 256 MiB of memory, two seconds of an ordinary laptop. */
  public static final int DEFAULT_LOG_N = 18;

  /** One more and the work factor leaves Java's int: 1 TiB of memory. */
  public static final int LARGEST_LOG_N = 30;

  static final String STANZA_TYPE = "scrypt";
  static final int SALT_SIZE = 16;

  private final byte[] passphrase;
  private final int logN;
  private boolean closed;

  /**
   * @param passphrase UTF-8, not empty; copied, the caller wipes its own
   * @param logN base-two logarithm of scrypt's work factor, 1 to 30: 2^(logN + 10) bytes of memory
   */
  public ScryptRecipient(byte[] passphrase, int logN) {
    if (passphrase.length == 0 || logN < 1 || logN > LARGEST_LOG_N) {
      throw new IllegalArgumentException("an empty passphrase, or a work factor of 2^" + logN);
    }
    this.passphrase = passphrase.clone();
    this.logN = logN;
  }

  @Override
  public AgeHeader.Stanza wrap(FileKey fileKey) throws Fault {
    if (closed) {
      throw new IllegalStateException("the passphrase is wiped");
    }
    byte[] salt = FileKey.random(SALT_SIZE);
    byte[] wrapKey = wrapKey(passphrase, salt, logN, "passphrase");
    byte[] body = fileKey.wrap(wrapKey);
    Arrays.fill(wrapKey, (byte) 0);
    return new AgeHeader.Stanza(STANZA_TYPE, List.of(AgeHeader.base64(salt), Integer.toString(logN)), body);
  }

  /**
   * The 32 bytes that a passphrase wraps with; the caller wipes them. Needs 2^(logN + 10) bytes, and keeps
   * none.
   */
  static byte[] wrapKey(byte[] passphrase, byte[] salt, int logN, String where) throws UsageException {
    byte[] label = "age-encryption.org/v1/scrypt".getBytes(US_ASCII);
    byte[] fullSalt = Arrays.copyOf(label, label.length + salt.length);
    System.arraycopy(salt, 0, fullSalt, label.length, salt.length);
    if (memory(logN) > memoryOfMachine()) {
      throw outOfMemory(logN, where, null);
    }
    try {
      return Scrypt.derive(passphrase, fullSalt, logN);
    } catch (OutOfMemoryError e) {
      throw outOfMemory(logN, where, e);
    }
  }

  private static long memoryOfMachine() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
  }

  /** Bytes that scrypt needs with r = 8: 128 * r * N. */
  static long memory(int logN) {
    return 1L << logN + 10;
  }

  private static UsageException outOfMemory(int logN, String where, OutOfMemoryError cause) {
    return new UsageException(
        "This passphrase needs " + (memory(logN) >> 20) + " MiB of memory, more than there is",
        where,
        "Close other programs, or use a machine that has it.",
        cause);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(passphrase, (byte) 0);
  }
}
