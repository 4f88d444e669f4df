package org.bojagi.browser;

import java.nio.file.Path;
import org.bojagi.SampleStick;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One browser for all tests of a class, and a reader that was started from the stick of the sample. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTheSampleStick {
  Path folder;
  SampleStick stick;
  WrappedChromium wrapped;
  StartedReader reader;
  Page page;

  @BeforeAll
  void openABrowser(@TempDir Path folder) throws Exception {
    this.folder = folder;
    stick = SampleStick.quick();
    wrapped = StartedReader.browser(folder);
  }

  /** It asks for the words. */
  StartedReader startAReader() throws Exception {
    reader = StartedReader.start(wrapped, stick);
    page = reader.page;
    return reader;
  }

  @AfterAll
  void closeAll() throws Exception {
    if (reader != null) {
      reader.close();
    }
    if (wrapped != null) {
      wrapped.close();
    }
  }
}
