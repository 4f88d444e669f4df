package org.bojagi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Collectors;
import org.bojagi.catalog.Passage;
import org.bojagi.catalog.TextFormat;
import org.junit.jupiter.api.Test;

class HtmlTextTest {
  private static final String STORY = "<p>" + "할머니는 콩을 고르던 손을 멈추었다. ".repeat(8) + "</p>";

  @Test
  void theTitleIsTheTitleElementElseTheFirstHeading() {
    assertEquals("다리 & 우에서", HtmlText.of("<title> 다리 &amp;\n우에서</title><h1>다른것</h1>").title());
    assertEquals("다른것", HtmlText.of("<body><h1>다른것</h1>").title());
    assertEquals("", HtmlText.of("글").title());
  }

  @Test
  void menusAsidesFootersAndFormsAreNotText() {
    for (var tag :
        new String[] {"nav", "aside", "footer", "form", "script", "style", "noscript", "select"}) {
      assertEquals(
          storyText(), read("<div>" + STORY + "</div><" + tag + "><p>차림표</p></" + tag + ">"), tag);
    }
    assertEquals(storyText(), read(STORY + "<div role=navigation>차림표</div><p hidden>숨김</p>"));
  }

  @Test
  void shareLinesAndCommentFormsAreNotText() {
    var page =
        STORY
            + "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><a>Twitter</a></div>"
            + "<h3 id=reply-title>Leave a Reply</h3><p>댓글 남기기</p><p>Loading...</p>"
            + "<div id=cookie-law-info-bar>We use cookies to give you a better visit.</div>";
    assertEquals(storyText(), read(page));
  }

  @Test
  void aLineOfThePagesSoftwareIsKnownHoweverItIsWritten() {
    for (var line :
        new String[] {
          "Share this", "SHARE&nbsp;THIS:", "» <b>Sh</b>are <i>this</i> «", " (Load&shy;ing&#8203;…)", "Li\u212ae",
          "[댓글] [남기기]", "发表评论"
        }) {
      assertEquals(storyText(), read(STORY + "<div>" + line + "</div>"), line);
    }
    for (var line : new String[] {"Share them", "Shared this", "Loadings", "Lüke", "댓글 남기자", "\ud842\udfb7like"}) {
      assertEquals(storyText() + "\n" + line, read(STORY + "<div>" + line + "</div>"), line);
    }
  }

  @Test
  void aListOfLinksIsAMenu() {
    var menu = "<ul>" + "<li><a href=x>이야기</a>".repeat(6) + "</ul>";
    assertEquals(storyText(), read(menu + STORY));
  }

  @Test
  void aPageThatIsAListOfLinksKeepsThem() {
    assertEquals(
        "이야기\n".repeat(6).strip(), read("<ul>" + "<li><a href=x>이야기</a>".repeat(6) + "</ul>"));
  }

  @Test
  void aClassNameAloneTakesNoWholePageAway() {
    assertEquals(
        storyText(),
        read("<body class='menu-open share'><div class=comment>" + STORY + "</div></body>"));
  }

  @Test
  void theMainElementIsThePageWhereItHoldsAGoodPartOfIt() {
    assertEquals(storyText(), read("<div>앞머리</div><main>" + STORY + "</main><div>뒤꼬리</div>"));
    assertEquals("앞머리\n" + storyText(), read("<div>앞머리</div><main></main>" + STORY));
  }

  @Test
  void aPageInsideOneFormKeepsItsText() {
    assertEquals(storyText(), read("<body><form>" + STORY + "</form></body>"));
  }

  @Test
  void aByteOrderMarkMovesNothing() {
    var page = "\ufeff<html><head><title>제목</title></head><body>" + STORY + "</body></html>";
    assertEquals("제목", HtmlText.of(page).title());
    assertEquals(storyText(), read(page));
  }

  @Test
  void tablesKeepCellsApart() {
    assertEquals(
        "달 값\n1 <2>", read("<table><tr><th>달<th>값<tr><td>1</td><td>&lt;2&gt;</td></table>"));
  }

  @Test
  void rangesAreInOrderAndApart() {
    var page = "<nav>a</nav><p>하나<nav>b<aside>c</aside></nav><p>둘<b><footer>d</b>셋</footer>넷";
    int end = 0;
    for (var range : HtmlText.of(page).kept()) {
      assertFalse(
          range.start() < end || range.end() < range.start() || range.end() > page.length());
      end = range.end();
    }
  }

  private static String storyText() {
    return STORY.replaceAll("<[^>]*>", "").strip();
  }

  private static String read(String page) {
    return Passages.cut(TextFormat.HTML, page).stream()
        .map(Passage::text)
        .collect(Collectors.joining("\n"));
  }
}
