package org.bojagi.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Films and pictures as cameras leave them, made with ffmpeg: one scene of H.264 and AAC repeated without
 * encoding it again, so that gigabytes take seconds; photographs of 12 megapixels with EXIF and a place.
 */
final class SampleMedia {
  /** Of the bytes, one eighth is photographs. */
  private static final int SHARE_OF_PICTURES = 8;

  private static final int FILMS = 5;
  private static final int SCENE_SECONDS = 8;
  private static final String ISO_6709 = "location=+37.5665+126.9780/";

  private SampleMedia() {}

  /** Fills an empty folder with about so many bytes; no two files are alike. */
  static void write(Path folder, long bytes) throws IOException, InterruptedException {
    var scene = folder.resolve("scene.mp4");
    ffmpeg(
        List.of("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25,noise=alls=12:allf=t"),
        List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"),
        List.of("-t", Integer.toString(SCENE_SECONDS), "-c:v", "libx264", "-preset", "ultrafast"),
        List.of("-b:v", "8M", "-maxrate", "8M", "-bufsize", "8M", "-pix_fmt", "yuv420p", "-g", "50"),
        List.of("-c:a", "aac", "-b:a", "128k", scene.toString()));
    long picturesBytes = bytes / SHARE_OF_PICTURES;
    long scenes = (bytes - picturesBytes) / Files.size(scene);
    for (int film = 0; film < FILMS; film++) {
      // Lengths differ, from 3/5 to 7/5 of the mean: films of one length would be one film.
      long repeats = Math.max(film + 1, scenes * (6 + 2 * film) / (10 * FILMS));
      ffmpeg(
          List.of("-stream_loop", Long.toString(repeats - 1), "-i", scene.toString(), "-c", "copy"),
          List.of("-metadata", ISO_6709, "-movflags", film % 2 == 0 ? "+faststart" : "-faststart"),
          List.of(folder.resolve("film " + film + ".mp4").toString()));
    }
    Files.delete(scene);
    var pictures = Files.createDirectory(folder.resolve("pictures"));
    var first = pictures.resolve("0000.jpg");
    photographs(pictures, 1);
    int count = (int) Math.max(1, picturesBytes / Files.size(first));
    photographs(pictures, count);
    try (var files = Files.list(pictures)) {
      for (var file : files.toList()) {
        Files.write(file, withExif(Files.readAllBytes(file)));
      }
    }
  }

  private static void photographs(Path pictures, int count) throws IOException, InterruptedException {
    ffmpeg(
        List.of("-f", "lavfi", "-i", "testsrc2=size=4000x3000:rate=1,noise=alls=10:allf=t"),
        List.of("-frames:v", Integer.toString(count), "-pix_fmt", "yuvj420p", "-q:v", "4"),
        List.of("-start_number", "0", pictures.resolve("%04d.jpg").toString()));
  }

  @SafeVarargs
  private static void ffmpeg(List<String>... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    for (var some : arguments) {
      command.addAll(some);
    }
    var process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("ffmpeg failed");
    }
  }

  /** The same picture with an APP1 segment behind its SOI: artist and a place (Exif 2.32, big-endian). */
  private static byte[] withExif(byte[] jpeg) {
    byte[] artist = "Hong Gildong, Seoul\0".getBytes(StandardCharsets.US_ASCII);
    int artistOffset = 8 + 2 + 2 * 12 + 4;
    int placeOffset = artistOffset + artist.length;
    int latitudeOffset = placeOffset + 2 + 2 * 12 + 4;
    var tiff = ByteBuffer.allocate(latitudeOffset + 24);
    tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
    tiff.putShort((short) 2);
    field(tiff, 0x013B, 2, artist.length, artistOffset);
    field(tiff, 0x8825, 4, 1, placeOffset);
    tiff.putInt(0).put(artist);
    tiff.putShort((short) 2);
    field(tiff, 0x0001, 2, 2, 'N' << 24);
    field(tiff, 0x0002, 5, 3, latitudeOffset);
    tiff.putInt(0);
    for (int part : new int[] {37, 33, 59}) {
      tiff.putInt(part).putInt(1);
    }
    var out = new ByteArrayOutputStream(jpeg.length + tiff.capacity() + 10);
    out.write(jpeg, 0, 2);
    var segment = ByteBuffer.allocate(10).putShort((short) 0xFFE1).putShort((short) (8 + tiff.capacity()));
    out.writeBytes(segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).array());
    out.writeBytes(tiff.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static void field(ByteBuffer tiff, int tag, int type, int count, int valueOrOffset) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(valueOrOffset);
  }
}
