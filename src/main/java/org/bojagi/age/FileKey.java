package org.bojagi.age;

/** The 16 bytes that an age header wraps and that everything of one file is derived from. Closing wipes them. */
public final class FileKey implements AutoCloseable {

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
