package org.bojagi.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.bojagi.Trees;
import org.bojagi.catalog.DublinCore;
import org.bojagi.catalog.Item;
import org.bojagi.catalog.ItemType;
import org.bojagi.catalog.TextFormat;
import org.bojagi.fault.DamagedBundleException;
import org.bojagi.fault.NewerFormatException;
import org.bojagi.fault.StorageException;
import org.bojagi.fault.UsageException;
import org.bojagi.language.Analysis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBuilderTest {
  private static final long RAM = 1 << 20;
  private static final String SECRET = "평양냉면가게";

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    executor.close();
  }

  @Test
  void nothingOfTheTextsIsOnDiskInClearWhileAnIndexGrowsOrWhenItIsDone() throws Exception {
    var random = new Random(1);
    try (var builder = new IndexBuilder(folder, RAM, executor)) {
      for (int i = 0; i < 3_000; i++) {
        var text = new StringBuilder(SECRET);
        for (int word = 0; word < 60; word++) {
          text.append(' ').append(Integer.toString(random.nextInt(1 << 20), 36));
        }
        builder.add(Items.text(SECRET + "/" + i + ".txt", "ko", TextFormat.PLAIN, text.toString()));
        if (i % 500 == 499) {
          assertNothingInClear();
        }
      }
      waitForBothThreads();
      assertTrue(scratchFiles().size() > 10, "the index must have been written in parts by now");
      var files = builder.finish();
      assertNothingInClear();
      boolean inPlaintext = false;
      for (var file : files) {
        try (var in = file.open()) {
          inPlaintext |= contains(in.readAllBytes(), SECRET);
        }
      }
      assertTrue(inPlaintext, "the index itself does hold the word, or this test shows nothing");
    }
    assertEquals(List.of(), scratchFiles());
  }

  /** Each of the two takes one of these, so whatever they were given before is done. */
  private void waitForBothThreads() throws InterruptedException {
    var both = new CountDownLatch(2);
    Callable<Void> meet =
        () -> {
          both.countDown();
          both.await();
          return null;
        };
    executor.invokeAll(List.of(meet, meet));
  }

  private void assertNothingInClear() throws IOException {
    for (var file : scratchFiles()) {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        continue; // a merge is done with it
      }
      assertFalse(contains(bytes, SECRET) || contains(bytes, SECRET.substring(0, 2)), file + " holds plaintext");
      assertFalse(contains(bytes, "Lucene"), file + " holds a header of Lucene's");
    }
  }

  /** What stands there at this moment: files of merges come and go. */
  private List<Path> scratchFiles() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean contains(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains(new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  @Test
  void finishedFilesAreAsLongAsTheySay() throws Exception {
    try (var builder = new IndexBuilder(folder, RAM, executor)) {
      for (int i = 0; i < 500; i++) {
        builder.add(Items.text(i + ".txt", "en", TextFormat.PLAIN, "word" + i + " and some more " + i * 7));
      }
      var files = builder.finish();
      assertTrue(files.stream().anyMatch(file -> file.name().startsWith("segments_")));
      for (var file : files) {
        byte[] bytes;
        try (var in = file.open()) {
          bytes = in.readAllBytes();
        }
        assertEquals(file.length(), bytes.length);
      }
    }
  }

  @Test
  void anItemIsFoundByItsIdAndByThePathOfEachOfItsFiles() throws Exception {
    var item = Items.text("이야기/하나.txt", "ko", TextFormat.PLAIN, "옛날 옛적에");
    var other = Items.text("b.txt", "en", TextFormat.PLAIN, "once");
    try (var volumes = new IndexInVolumes(folder, List.of(item, other), 100_000);
        var index = volumes.open("bundle")) {
      assertEquals(2, index.itemCount());
      assertEquals(Analysis.VERSION, index.analysisVersion());
      var found = index.byId(item.item().id()).orElseThrow();
      assertEquals("이야기/하나.txt", found.path());
      assertEquals("하나.txt", found.title());
      assertEquals("document", found.type());
      assertEquals("ko", found.language());
      assertEquals(List.of(new StoredItem.Text(0, "ko", TextFormat.PLAIN, "")), found.texts());
      assertArrayEquals(item.locations(), found.locations());
      assertEquals(found.id(), index.byPath("이야기/하나.txt").orElseThrow().id());
      assertEquals("b.txt", index.byPath("b.txt").orElseThrow().path());
      assertTrue(index.byPath("이야기").isEmpty());
      assertTrue(index.byId("none").isEmpty());
    }
  }

  @Test
  void allThatIsSaidOfAnItemComesBack() throws Exception {
    var description =
        new DublinCore(
            Map.of("ko", "하나", "en", "One"), List.of("a"), List.of("b"), "c", "2025-03", List.of("d", "e"), "f", "g",
            "h", "i", "j");
    var series = new Item.Series("stories", "이야기");
    var plain = Items.item("1.txt", "ko", ItemType.STORY, description, series, TextFormat.PLAIN, "하나");
    var item =
        new Item(
            "id", "1.txt", ItemType.STORY, "ko", description, series, 3, -2, List.of("조용히", "천천히"), true, true);
    var indexed = new IndexedItem(item, plain.files(), plain.texts(), plain.locations());
    try (var volumes = new IndexInVolumes(folder, List.of(indexed), 100_000);
        var index = volumes.open("bundle")) {
      int document = index.documentById("id").getAsInt();
      assertEquals(item, index.describe(document, index.item(document)));
      index.requireItem(document);
      assertThrows(UsageException.class, () -> index.requireItem(document - 1));
    }
  }

  @Test
  void ofAnOlderIndexAnItemIsDescribedByWhatIsThere() throws Exception {
    var stored = new StoredItem("id", "a/b.txt", "제목", "film", "ko", "2025", List.of(), new byte[0]);
    var item = StoredRecords.readDescription(null, stored, "bundle");
    assertEquals("id", item.id());
    assertEquals("제목", item.title());
    assertEquals(ItemType.FILM, item.type());
    assertEquals("2025", item.description().date());
    assertEquals(List.of(), item.notes());
    for (var broken : List.of("", "{", "[]", "null", "{\"type\":7}", "{\"type\":\"film\",\"part\":\"x\"}")) {
      assertThrows(
          DamagedBundleException.class,
          () -> StoredRecords.readDescription(new BytesRef(broken), stored, "bundle"),
          broken);
    }
  }

  @Test
  void anIndexOfNothingOpens() throws Exception {
    try (var volumes = new IndexInVolumes(folder, List.of(), 100_000);
        var index = volumes.open("bundle")) {
      assertEquals(0, index.itemCount());
      assertTrue(index.byId("none").isEmpty());
    }
  }

  @Test
  void anIndexOfANewerAnalysisIsRefusedAndOfAnOlderOneOpened() throws Exception {
    assertThrows(NewerFormatException.class, () -> OpenIndex.open(withAnalysis(Analysis.VERSION + 1), "bundle"));
    try (var index = OpenIndex.open(withAnalysis(0), "bundle")) {
      assertEquals(0, index.analysisVersion());
    }
  }

  private static Directory withAnalysis(int version) throws IOException {
    var directory = new ByteBuffersDirectory();
    try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
      var document = new Document();
      document.add(new StoredField(Fields.TITLE, "x"));
      writer.addDocument(document);
      writer.setLiveCommitData(Map.of(Fields.ANALYSIS_VERSION, Integer.toString(version)).entrySet());
    }
    return directory;
  }

  @Test
  void aFolderWithoutAnIndexIsNamedAsSuch() {
    var fault = assertThrows(DamagedBundleException.class, () -> OpenIndex.open(new ByteBuffersDirectory(), "bundle"));
    assertEquals("there is no search index", fault.what());
    assertEquals("bundle", fault.where());
  }

  @Test
  void aScratchFolderThatGoesAwayIsNamedAndTheBuilderCloses() throws Exception {
    var scratch = Files.createDirectory(folder.resolve("scratch"));
    try (var builder = new IndexBuilder(scratch, RAM, executor)) {
      builder.add(Items.text("a.txt", "ko", TextFormat.PLAIN, "하나"));
      // What is under way may still write there.
      while (Files.exists(scratch)) {
        try {
          Trees.remove(scratch);
        } catch (DirectoryNotEmptyException | NoSuchFileException again) {
          Thread.onSpinWait();
        }
      }
      assertEquals(scratch.toString(), assertThrows(StorageException.class, builder::finish).where());
      assertThrows(StorageException.class, () -> addUntilItFails(builder));
    }
  }

  private static void addUntilItFails(IndexBuilder builder) throws IOException {
    for (int i = 0; i < 100_000; i++) {
      builder.add(Items.text("b.txt", "ko", TextFormat.PLAIN, "둘"));
    }
  }

  @Test
  void aBuilderThatIsGivenUpLeavesNothing() throws Exception {
    try (var builder = new IndexBuilder(folder, RAM, executor)) {
      builder.add(Items.text("a.txt", "ko", TextFormat.PLAIN, "하나"));
    }
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), new ArrayList<>(left.toList()));
    }
  }
}
