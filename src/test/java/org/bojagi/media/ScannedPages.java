package org.bojagi.media;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Pages that are pictures, and who reads them. */
public final class ScannedPages {
  private static final String FONTS = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
  private static final String GOTHIC = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

  public static final List<String> STORY =
      List.of(
          "그해 겨울 우리 집에는 숟가락이 다섯개, 사람이 넷이였다.",
          "어머니는 밥상을 차릴 때마다 숟가락을 다섯개 놓았다.",
          "강냉이가루가 떨어진 날 아침에 첫눈이 내렸다.",
          "어머니는 가마에 물을 붓고 불을 땠다.",
          "물이 끓자 소금을 조금 넣고 마른 시래기를 한줌 넣었다.",
          "그리고 다른 날과 똑같이 숟가락을 다섯개 놓았다.",
          "점심무렵에 어머니는 하나밖에 없는 재봉기를 보자기에 쌌다.",
          "외할머니가 물려준 손재봉기였다.",
          "손잡이가 닳아서 나무결이 비단처럼 매끈하였다.");

  private ScannedPages() {}

  /** The installed one; the test is skipped, saying why, where there is none that reads Korean. */
  public static Ocr ocr() {
    var found = Ocr.find();
    assumeTrue(
        found.isPresent() && found.get().languages().contains("kor"),
        "Tesseract or its Korean is not installed: apt-get install tesseract-ocr tesseract-ocr-kor");
    return found.orElseThrow();
  }

  /** A page of A4 as wide as page pictures are. */
  public static byte[] png(List<String> lines) throws Exception {
    var file = new File(new File(FONTS).exists() ? FONTS : GOTHIC);
    assumeTrue(file.exists(), "no Korean font is installed: apt-get install fonts-noto-cjk");
    var font =
        Arrays.stream(Font.createFonts(file)).filter(f -> f.canDisplay('쌌')).findFirst().orElseThrow();
    var image = new BufferedImage(1_100, 1_556, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(font.deriveFont(23f)); // 11 points
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), 110, 150 + 40 * i);
    }
    graphics.dispose();
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
