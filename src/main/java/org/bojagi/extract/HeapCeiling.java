package org.bojagi.extract;

/**
 * Keeps the heap near what is in use. Java's serial collector takes all that it may, half of the computer's memory,
 * before it looks for garbage among what lived for a while; packing makes such garbage all the time, a large document
 * leaves hundreds of megabytes of it, and the computer has other work. So it is asked to look when the heap has grown
 * by {@value #ROOM_MEBIBYTES} MiB.
 */
public final class HeapCeiling {
  private static final long ROOM_MEBIBYTES = 64;

  private final Runtime runtime = Runtime.getRuntime();
  private long ceilingBytes = runtime.totalMemory() + (ROOM_MEBIBYTES << 20);

  /** To be called now and then: costs nothing while the heap is below its ceiling. */
  public void hold() {
    if (runtime.totalMemory() > ceilingBytes) {
      System.gc();
      ceilingBytes = runtime.totalMemory() + (ROOM_MEBIBYTES << 20);
    }
  }
}
