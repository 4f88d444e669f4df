package org.bojagi.extract;

/** The samples that are markup in an archive: ODT, EPUB, HWPX, MHTML. */
final class MarkupSamples {
  private MarkupSamples() {}

  static byte[] odt(String beforeText) {
    var content =
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
            + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
            + " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
            + " xmlns:dc='http://purl.org/dc/elements/1.1/'"
            + " xmlns:xlink='http://www.w3.org/1999/xlink'><office:body><office:text>"
            + beforeText
            + "<text:h text:outline-level='1'>"
            + Samples.HEADING
            + "</text:h><text:p>"
            + Samples.SENTENCE
            + "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>각주</text:p></text:note-body>"
            + "</text:note></text:p><table:table><table:table-row><table:table-cell><text:p>종류</text:p></table:table-cell>"
            + "<table:table-cell><text:p>권수</text:p></table:table-cell></table:table-row></table:table><text:p><draw:frame><draw:image"
            + " xlink:href='Pictures/p.png'/></draw:frame></text:p>"
            + "</office:text></office:body></office:document-content>";
    var meta =
        "<office:document-meta xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"
            + " xmlns:dc='http://purl.org/dc/elements/1.1/'><office:meta><dc:title>"
            + Samples.HEADING
            + "</dc:title><meta:initial-creator>Invented"
            + " Author</meta:initial-creator></office:meta></office:document-meta>";
    return Samples.zip(
        "mimetype",
        Samples.utf8("application/vnd.oasis.opendocument.text"),
        "content.xml",
        Samples.utf8(content),
        "meta.xml",
        Samples.utf8(meta),
        "Pictures/p.png",
        Samples.picture("png"));
  }

  static byte[] epub() {
    var container =
        "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";
    var book =
        "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>"
            + Samples.HEADING
            + "</dc:title><dc:creator>A Poet</dc:creator></metadata><manifest>"
            + "<item id='b' href='two.xhtml'/><item id='a' href='one%20a.xhtml'/></manifest>"
            + "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    return Samples.zip(
        "mimetype",
        Samples.utf8("application/epub+zip"),
        "META-INF/container.xml",
        Samples.utf8(container),
        "OEBPS/book.opf",
        Samples.utf8(book),
        "OEBPS/one a.xhtml",
        Samples.utf8(
            "<html><body><h1>"
                + Samples.HEADING
                + "</h1><p>"
                + Samples.SENTENCE
                + "<script>x()</script><img src='i/p.png' alt='꽃'/></p></body></html>"),
        "OEBPS/two.xhtml",
        Samples.utf8("<html><body><h1>둘째</h1><p>끝&nbsp;글</p></body></html>"),
        "OEBPS/i/p.png",
        Samples.picture("png"));
  }

  static byte[] hwpx() {
    var section =
        "<hs:sec xmlns:hs='http://www.hancom.co.kr/hwpml/2011/section'"
            + " xmlns:hp='http://www.hancom.co.kr/hwpml/2011/paragraph'"
            + " xmlns:hc='http://www.hancom.co.kr/hwpml/2011/core'><hp:p><hp:run><hp:t>"
            + Samples.SENTENCE
            + "</hp:t></hp:run></hp:p><hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>종류</hp:t></hp:run></hp:p>"
            + "</hp:subList></hp:tc><hp:tc><hp:subList><hp:p><hp:run><hp:t>권수</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr></hp:tbl><hp:ctrl><hp:hiddenComment><hp:t>숨은"
            + " 설명</hp:t></hp:hiddenComment></hp:ctrl><hp:pic><hc:img"
            + " binaryItemIDRef='image1'/></hp:pic></hp:run></hp:p></hs:sec>";
    var content =
        "<opf:package xmlns:opf='http://www.idpf.org/2007/opf/'><opf:metadata><opf:title>"
            + Samples.HEADING
            + "</opf:title><opf:meta name='creator' content='text'>Invented"
            + " Author</opf:meta></opf:metadata><opf:manifest><opf:item id='image1'"
            + " href='BinData/image1.png'/></opf:manifest></opf:package>";
    return Samples.zip(
        "mimetype",
        Samples.utf8("application/hwp+zip"),
        "Contents/content.hpf",
        Samples.utf8(content),
        "Contents/section0.xml",
        Samples.utf8(section),
        "BinData/image1.png",
        Samples.picture("png"));
  }

  static byte[] mhtml() {
    var picture = java.util.Base64.getMimeEncoder().encodeToString(Samples.picture("png"));
    return Samples.utf8(
        "From: <Saved by a browser>\r\n"
            + "Subject: x\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: multipart/related;\r\n"
            + "\ttype=\"text/html\";\r\n"
            + "\tboundary=\"--b\"\r\n\r\n"
            + "----b\r\n"
            + "Content-Type: text/html\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n"
            + "Content-Location: http://example.org/a/b.html\r\n\r\n"
            + quotedPrintable(
                "<html><head><title>"
                    + Samples.HEADING
                    + "</title></head><body><nav>차림표</nav><h1>"
                    + Samples.HEADING
                    + "</h1><p>"
                    + Samples.SENTENCE
                    + "</p><img src=\"p.png\"></body></html>")
            + "\r\n"
            + "----b\r\n"
            + "Content-Type: image/png\r\n"
            + "Content-Transfer-Encoding: base64\r\n"
            + "Content-Location: http://example.org/a/p.png\r\n\r\n"
            + picture
            + "\r\n----b--\r\n");
  }

  private static String quotedPrintable(String text) {
    var coded = new StringBuilder();
    int column = 0;
    for (byte b : Samples.utf8(text)) {
      coded.append(b == '=' || b < 0 ? "=%02X".formatted(b & 0xff) : String.valueOf((char) b));
      if (++column % 20 == 0) {
        coded.append("=\r\n");
      }
    }
    return coded.toString();
  }
}
