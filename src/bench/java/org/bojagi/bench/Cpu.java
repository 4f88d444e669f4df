package org.bojagi.bench;

import java.lang.management.ManagementFactory;

/** CPU time, which other work on the machine disturbs less than wall-clock time. */
final class Cpu {
  private Cpu() {}

  /** Nanoseconds. */
  static long ofThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
