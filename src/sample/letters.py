"""The letters: DOCX, HWPX and RTF, each written as its standard says and with nothing else in it."""

from xml.sax.saxutils import escape

from containers import HEAD, package

LETTER = [
    ("h", "도서관에 보내는 편지"),
    ("p", "예시도서관 책임자선생님께"),
    (
        "p",
        (
            "안녕하십니까. 저는 꾸며낸 마을에서 작은 책방을 돌보는 꾸며낸 인물입니다. 책방이라고 하지만 방 한칸에 "
            "책꽂이가 두개 있을뿐이고 책은 모두 합하여 이백열두권입니다. 그중 서른권은 표지가 없습니다."
        ),
    ),
    (
        "p",
        (
            "지난겨울에 아이들이 책을 다 읽었습니다. 어떤 책은 여러번 읽어서 다음 말을 먼저 외웁니다. 아이들은 저에게 "
            "이 세상에 책이 더 있는가고 묻습니다. 있다고 대답하였더니 그럼 왜 여기에 없는가고 다시 물었습니다. 그 물음에 "
            "대답하지 못하여 이 편지를 씁니다."
        ),
    ),
    (
        "p",
        (
            "낡아서 내놓으려는 책이 있으면 보내주실수 있겠습니까. 새 책이 아니여도 됩니다. 우리는 실로 책을 매는 법을 "
            "배웠고 찢어진 장을 잇는 풀도 쑬줄 압니다. 특히 이런 책이 있으면 좋겠습니다."
        ),
    ),
    (
        "t",
        [
            ("종류", "까닭", "권수"),
            ("식물도감", "아이들이 산에서 본 꽃의 이름을 알고싶어함", "1"),
            ("별에 대한 책", "밤에 불이 자주 꺼져서 별이 잘 보임", "1"),
            ("자전거 고치는 법", "마을에 자전거가 일곱대, 고치는 사람은 없음", "1"),
            ("옛이야기", "많을수록 좋음", "몇권이든"),
            ("사전", "지금 있는것은 《ㅎ》이 없음", "1"),
        ],
    ),
    (
        "p",
        "보내주신 책은 첫장에 도서관의 이름을 적고 깨끗이 보겠습니다. 다 읽은 다음에는 느낀 점을 적어 함께 돌려보내겠습니다. 돌려보내지 않아도 된다고 하시면 다른 마을로 보내겠습니다.",
    ),
    ("p", "살구 말린것을 조금 넣습니다. 책값은 아니고 인사입니다."),
    ("p", "2025년 1월 1일"),
    ("p", "꾸며낸 인물 올림"),
]

REPLY = [
    "도서관에서 온 답장",
    "느티나무책방의 꾸며낸 인물에게",
    "보내주신 편지를 우리 도서관 사람들이 모두 돌려가며 읽었습니다. 살구도 돌려가며 먹었습니다.",
    (
        "책을 쉰세권 골라 상자 두개에 넣었습니다. 식물도감은 두권을 넣었습니다. 한권은 꽃, 한권은 버섯입니다. 버섯책의 첫장에 "
        "《모르는것은 먹지 말것》이라고 크게 적어두었습니다. 별에 대한 책에는 돌려보는 별자리판이 끼워져있습니다."
    ),
    (
        "사전은 《ㅎ》까지 다 있습니다. 그런데 이번 사전에는 《ㄱ》의 첫 두장이 없습니다. 두 책방의 사전을 합치면 온전한 "
        "사전이 하나 되겠습니다. 《ㅎ》이 필요한 날에는 우리것을 보고 《ㄱ》이 필요한 날에는 그쪽에 물어보겠습니다."
    ),
    "돌려보내지 않아도 됩니다. 다만 아이들이 세상에 책이 더 있는가고 또 묻거든 그때 다시 편지를 주십시오. 우리도 그 물음이 좋았습니다.",
    "2025년 2월, 예시도서관 꾸며낸 인물",
]


def letter_docx(path):
    body = []
    for kind, content in LETTER:
        if kind == "t":
            rows = "".join(
                "<w:tr>"
                + "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="{w}"'
                    f' w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p></w:tc>'
                    for c, w in zip(row, (2200, 5400, 1400))
                )
                + "</w:tr>"
                for row in content
            )
            edges = "".join(
                f'<w:{e} w:val="single" w:sz="4" w:color="2E3E6F"/>'
                for e in ("top", "left", "bottom", "right", "insideH", "insideV")
            )
            body.append(
                '<w:tbl><w:tblPr><w:tblW w:w="9000"'
                f' w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol'
                f' w:w="2200"/><w:gridCol w:w="5400"/><w:gridCol w:w="1400"/></w:tblGrid>{rows}</w:tbl><w:p/>'
            )
        else:
            style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if kind == "h" else ""
            body.append(f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(content)}</w:t></w:r></w:p>')
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package(
        path,
        [
            (
                "[Content_Types].xml",
                HEAD
                + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Override PartName="/word/document.xml"'
                ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
                '<Override PartName="/word/styles.xml"'
                ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
                "</Types>",
            ),
            (
                "_rels/.rels",
                HEAD
                + "<Relationships"
                ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
                ' Id="rId1"'
                ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
                ' Target="word/document.xml"/></Relationships>',
            ),
            (
                "word/document.xml",
                HEAD
                + f'<w:document xmlns:w="{w}"><w:body>{"".join(body)}<w:sectPr><w:pgSz w:w="11906"'
                ' w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440"'
                ' w:left="1440"/></w:sectPr></w:body></w:document>',
            ),
            (
                "word/_rels/document.xml.rels",
                HEAD
                + "<Relationships"
                ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
                ' Id="rId1"'
                ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"'
                ' Target="styles.xml"/></Relationships>',
            ),
            (
                "word/styles.xml",
                HEAD
                + f'<w:styles xmlns:w="{w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Malgun'
                ' Gothic" w:hAnsi="Malgun Gothic" w:eastAsia="Malgun Gothic"/><w:sz w:val="22"/><w:lang'
                ' w:val="ko-KR" w:eastAsia="ko-KR"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing'
                ' w:after="160" w:line="320"'
                ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph"'
                ' w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style'
                ' w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn'
                ' w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color'
                ' w:val="2E3E6F"/><w:sz w:val="34"/></w:rPr></w:style></w:styles>',
            ),
        ],
    )


def reply_hwpx(path):
    """OWPML (KS X 6101): header with one font, two character and two paragraph shapes; one section."""
    names = (
        'xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app"'
        ' xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
        ' xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
        ' xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core"'
        ' xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
        ' xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" xmlns:opf="http://www.idpf.org/2007/opf/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    )
    scripts = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
    fonts = "".join(
        f'<hh:fontface lang="{s}" fontCnt="1"><hh:font id="0" face="함초롬바탕" type="TTF"'
        ' isEmbedded="0"/></hh:fontface>'
        for s in scripts
    )

    def each(tag, value):
        return f"<hh:{tag} " + " ".join(f'{s.lower()}="{value}"' for s in scripts) + "/>"

    def character(number, height, colour, bold):
        return (
            f'<hh:charPr id="{number}" height="{height}" textColor="{colour}" shadeColor="none"'
            ' useFontSpace="0" '
            f'useKerning="0" symMark="NONE" borderFillIDRef="1">{each("fontRef", 0)}{each("ratio", 100)}'
            f'{each("spacing", 0)}{each("relSz", 100)}{each("offset", 0)}{"<hh:bold/>" if bold else ""}</hh:charPr>'
        )

    def paragraph_shape(number, after):
        return (
            f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1"'
            ' suppressLineNumbers="0" checked="0"><hh:align horizontal="JUSTIFY"'
            ' vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/><hh:breakSetting'
            ' breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="0"'
            ' keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/><hh:margin><hc:intent value="0"'
            ' unit="HWPUNIT"/><hc:left value="0" unit="HWPUNIT"/><hc:right value="0"'
            f' unit="HWPUNIT"/><hc:prev value="0" unit="HWPUNIT"/><hc:next value="{after}"'
            ' unit="HWPUNIT"/></hh:margin><hh:lineSpacing type="PERCENT" value="175"'
            ' unit="HWPUNIT"/><hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0"'
            ' offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
        )

    header = (
        HEAD
        + f'<hh:head {names} version="1.4" secCnt="1"><hh:beginNum page="1" footnote="1" endnote="1" pic="1"'
        ' tbl="1" equation="1"/><hh:refList><hh:fontfaces'
        f' itemCnt="7">{fonts}</hh:fontfaces><hh:borderFills itemCnt="1"><hh:borderFill id="1" threeD="0"'
        ' shadow="0" centerLine="NONE" breakCellSeparateLine="0"><hh:slash type="NONE" Crooked="0"'
        ' isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        + "".join(
            f'<hh:{side}Border type="NONE" width="0.1 mm" color="#000000"/>'
            for side in ("left", "right", "top", "bottom")
        )
        + '</hh:borderFill></hh:borderFills><hh:charProperties itemCnt="2">'
        + character(0, 1100, "#2A2826", False)
        + character(1, 1700, "#2E3E6F", True)
        + '</hh:charProperties><hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0"'
        ' autoTabRight="0"/></hh:tabProperties><hh:paraProperties itemCnt="2">'
        + paragraph_shape(0, 800)
        + paragraph_shape(1, 1600)
        + '</hh:paraProperties><hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글"'
        ' engName="Normal" paraPrIDRef="0" charPrIDRef="0" nextStyleIDRef="0" langID="1042"'
        ' lockForm="0"/></hh:styles></hh:refList><hh:compatibleDocument'
        ' targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument></hh:head>'
    )
    page = (
        '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="0"'
        ' memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0"'
        ' wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0"'
        ' equation="0"/><hp:pagePr landscape="WIDELY" width="59528" height="84188"'
        ' gutterType="LEFT_ONLY"><hp:margin header="4252" footer="4252" gutter="0" left="8504" right="8504"'
        ' top="5668" bottom="4252"/></hp:pagePr></hp:secPr>'
    )
    paragraphs = []
    for number, text in enumerate(REPLY):
        title = number == 0
        first = f'<hp:run charPrIDRef="1">{page}</hp:run>' if title else ""
        paragraphs.append(
            f'<hp:p id="{number}" paraPrIDRef="{1 if title else 0}" styleIDRef="0" pageBreak="0" '
            f'columnBreak="0" merged="0">{first}<hp:run charPrIDRef="{1 if title else 0}"><hp:t>'
            f"{escape(text)}</hp:t></hp:run></hp:p>"
        )
    package(
        path,
        [
            ("mimetype!", "application/hwp+zip"),
            (
                "version.xml",
                HEAD
                + f'<hv:HCFVersion {names} tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" '
                'buildNumber="0" os="0" xmlVersion="1.4" application="" appVersion=""/>',
            ),
            ("Contents/header.xml", header),
            ("Contents/section0.xml", HEAD + f'<hs:sec {names}>{"".join(paragraphs)}</hs:sec>'),
            ("Preview/PrvText.txt", "\r\n".join(REPLY)),
            (
                "settings.xml",
                HEAD
                + f'<ha:HWPApplicationSetting {names}><ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/>'
                "</ha:HWPApplicationSetting>",
            ),
            (
                "META-INF/container.xml",
                HEAD
                + f"<ocf:container {names}><ocf:rootfiles><ocf:rootfile "
                'full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/><ocf:rootfile '
                'full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>',
            ),
            ("META-INF/manifest.xml", HEAD + f"<odf:manifest {names}/>"),
            (
                "Contents/content.hpf",
                HEAD
                + f'<opf:package {names} version="" unique-identifier=""'
                f' id=""><opf:metadata><opf:title>{REPLY[0]}</opf:title><opf:language>ko</opf:language></opf:metadata><opf:manifest><opf:item'
                ' id="header" href="Contents/header.xml" media-type="application/xml"/><opf:item'
                ' id="section0" href="Contents/section0.xml" media-type="application/xml"/><opf:item'
                ' id="settings" href="settings.xml"'
                ' media-type="application/xml"/></opf:manifest><opf:spine><opf:itemref idref="header"'
                ' linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine></opf:package>',
            ),
        ],
    )


NOTE = [
    "이웃에게 남기는 쪽지",
    "웃집 아주머니, 이틀동안 집을 비웁니다. 부탁이 세가지 있습니다.",
    "첫째, 염소에게 아침저녁으로 물을 주십시오. 염소는 물을 주는 사람이 먼저 한모금 마시는척해야 마십니다. 까닭은 모릅니다.",
    "둘째, 비가 오면 창문을 닫아주십시오. 왼쪽 창문은 조금 들어올려야 닫깁니다.",
    "셋째, 수리공이 자전차를 가져오면 토방에 세워두라고 하십시오. 삯은 찬장우의 고뿌밑에 있습니다. 수리공이 안받겠다고 하면 닭알을 다섯알 드리십시오.",
    "돌아올 때 소금을 사다드리겠습니다.",
    "아래집 꾸며낸 인물",
]


def note_rtf(path):
    def encoded(text):
        return "".join(
            c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text
        )

    lines = [
        r"{\rtf1\ansi\ansicpg949\deff0\uc1",
        r"{\fonttbl{\f0\fnil\fcharset129 Malgun Gothic;}}",
        r"{\colortbl;\red46\green62\blue111;}",
        r"\pard\sa240\f0\fs34\b\cf1 " + encoded(NOTE[0]) + r"\b0\cf0\par",
    ]
    lines += [r"\pard\sa160\fs22 " + encoded(text) + r"\par" for text in NOTE[1:]]
    path.write_bytes(("\r\n".join(lines) + "\r\n}\r\n").encode("ascii"))
