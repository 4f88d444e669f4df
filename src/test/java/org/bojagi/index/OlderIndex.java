package org.bojagi.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.IOContext;

/** An index of a few texts as the first analysis wrote it: saved once, never made anew. */
public final class OlderIndex {
  private static final Path FOLDER = Path.of("src/test/resources/org/bojagi/index/analysis-1");

  public static final List<IndexedItem> ITEMS =
      List.of(
          Items.titled("history.txt", "ko", "마을의 역사", "할머니는 마을의 역사를 기억하는 마지막 여자였다."),
          Items.titled("flag.txt", "ko", "깃발 아래", "노동자들이 깃발을 들고 거리로 나왔다."),
          Items.titled("north.txt", "ko-KP", "력사의 증언", "로동신문은 그 소식을 싣지 않았다."),
          Items.titled("database.txt", "ko", "기록", "이름을 데이터베이스에 적어 두었다."),
          Items.titled("radio.txt", "en", "Radio at night", "She listened to foreign radio stations under a blanket."),
          Items.titled("river.txt", "zh", "边境的历史", "我们在图们江边住了三年，记录历史。"));

  private OlderIndex() {}

  public static OpenIndex open() throws IOException {
    var directory = new ByteBuffersDirectory();
    try (var files = Files.list(FOLDER)) {
      for (var file : files.toList()) {
        try (var out = directory.createOutput(file.getFileName().toString(), IOContext.DEFAULT)) {
          var bytes = Files.readAllBytes(file);
          out.writeBytes(bytes, bytes.length);
        }
      }
    }
    return OpenIndex.open(directory, "older");
  }
}
