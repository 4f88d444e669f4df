"""A book of six poems: EPUB 3."""

import re
from xml.sax.saxutils import escape

from containers import package

# Public domain: 김소월 (1902-1934), 한용운 (1879-1944), 윤동주 (1917-1945). {漢字|한자} becomes ruby.
POEMS = [
    (
        "진달래꽃",
        "김소월 {金素月|김소월}",
        """나 보기가 역겨워
가실 때에는
말없이 고이 보내 드리우리다

{寧邊|영변}에 {藥山|약산}
진달래꽃
아름 따다 가실 길에 뿌리우리다

가시는 걸음걸음
놓인 그 꽃을
사뿐히 즈려밟고 가시옵소서

나 보기가 역겨워
가실 때에는
죽어도 아니 눈물 흘리우리다""",
    ),
    (
        "산유화 {山有花|산유화}",
        "김소월 {金素月|김소월}",
        """산에는 꽃 피네
꽃이 피네
갈 봄 여름 없이
꽃이 피네

산에
산에
피는 꽃은
저만치 혼자서 피어 있네

산에서 우는 작은 새여
꽃이 좋아
산에서
사노라네

산에는 꽃 지네
꽃이 지네
갈 봄 여름 없이
꽃이 지네""",
    ),
    (
        "엄마야 누나야",
        "김소월 {金素月|김소월}",
        """엄마야 누나야 {江邊|강변} 살자
뜰에는 반짝이는 {金|금}모래 빛
뒷문 밖에는 갈잎의 노래
엄마야 누나야 {江邊|강변} 살자""",
    ),
    (
        "나룻배와 {行人|행인}",
        "한용운 {韓龍雲|한용운}",
        """나는 나룻배
당신은 {行人|행인}.

당신은 흙발로 나를 짓밟습니다.
나는 당신을 안고 물을 건너갑니다.
나는 당신을 안으면 깊으나 얕으나 급한 여울이나 건너갑니다.

만일 당신이 아니 오시면 나는 바람을 쐬고 눈비를 맞으며 밤에서 낮까지 당신을 기다리고 있습니다.
당신은 물만 건너면 나를 돌아보지도 않고 가십니다그려.
그러나 당신이 언제든지 오실 줄만은 알아요.
나는 당신을 기다리면서 날마다 날마다 낡아 갑니다.

나는 나룻배
당신은 {行人|행인}.""",
    ),
    (
        "서시 {序詩|서시}",
        "윤동주 {尹東柱|윤동주}",
        """죽는 날까지 하늘을 우러러
한 점 부끄럼이 없기를,
잎새에 이는 바람에도
나는 괴로워했다.
별을 노래하는 마음으로
모든 죽어 가는 것을 사랑해야지
그리고 나한테 주어진 길을
걸어가야겠다.

오늘 밤에도 별이 바람에 스치운다.""",
    ),
    (
        "호주머니",
        "윤동주 {尹東柱|윤동주}",
        """넣을 것 없어
걱정이던
호주머니는,

겨울만 되면
주먹 두 개 갑북갑북.""",
    ),
]


def poems_epub(path):
    def ruby(text):
        return re.sub(r"\{(.+?)\|(.+?)\}", r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>", escape(text))

    def plain(text):
        return re.sub(r"\{(.+?)\|(.+?)\}", r"\1", text)

    def name(n):
        return f"poem{n}.xhtml"

    def page(title, body):
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html'
            ' xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ko"'
            f' xml:lang="ko"><head><meta charset="utf-8"/><title>{escape(title)}</title><link'
            f' rel="stylesheet" href="style.css"/></head><body>{body}</body></html>'
        )

    chapters = []
    for n, (title, poet, text) in enumerate(POEMS, 1):
        stanzas = "".join(
            "<p>" + "<br/>".join(ruby(line) for line in stanza.split("\n")) + "</p>"
            for stanza in text.split("\n\n")
        )
        chapters.append(
            (
                f"OEBPS/{name(n)}",
                page(
                    plain(title),
                    f'<section><h1>{ruby(title)}</h1><p class="poet">{ruby(poet)}</p>{stanzas}</section>',
                ),
            )
        )
    contents = "".join(
        f'<li><a href="{name(n)}">{escape(plain(t))}</a></li>' for n, (t, _, _) in enumerate(POEMS, 1)
    )
    items = "".join(
        f'<item id="p{n}" href="{name(n)}" media-type="application/xhtml+xml"/>'
        for n in range(1, len(POEMS) + 1)
    )
    order = "".join(f'<itemref idref="p{n}"/>' for n in range(1, len(POEMS) + 1))
    package(
        path,
        [
            ("mimetype!", "application/epub+zip"),
            (
                "META-INF/container.xml",
                (
                    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0"'
                    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
                    ' full-path="OEBPS/content.opf"'
                    ' media-type="application/oebps-package+xml"/></rootfiles></container>'
                ),
            ),
            (
                "OEBPS/content.opf",
                (
                    '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf"'
                    ' version="3.0" unique-identifier="id" xml:lang="ko"><metadata'
                    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier'
                    ' id="id">urn:sample:poems-of-azaleas-and-mountains</dc:identifier><dc:title>진달래와'
                    " 산</dc:title><dc:language>ko</dc:language><dc:rights>Public domain</dc:rights><meta"
                    ' property="dcterms:modified">2025-01-01T00:00:00Z</meta></metadata><manifest><item'
                    ' id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item'
                    f' id="css" href="style.css" media-type="text/css"/>{items}</manifest><spine><itemref'
                    f' idref="nav"/>{order}</spine></package>'
                ),
            ),
            (
                "OEBPS/nav.xhtml",
                page("진달래와 산", f'<h1>진달래와 산</h1><nav epub:type="toc"><ol>{contents}</ol></nav>'),
            ),
            (
                "OEBPS/style.css",
                "body{line-height:1.8}h1{color:#2e3e6f}.poet{color:#66615a}p{margin:0 0 1.2em}",
            ),
            *chapters,
        ],
    )
