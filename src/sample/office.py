"""The text, slides and sheet of the sample: ODT, PPTX, XLSX."""

from xml.sax.saxutils import escape

from containers import HEAD, package

PHOTOGRAPHS = [
    ("h1", "사진을 오래 보관하는 법"),
    (
        "p",
        (
            "할머니의 사진첩은 칠십 년을 견뎠는데 작년에 휴대전화로 찍은 사진은 벌써 찾을 수 없다. 이상한 일이 아니다. "
            "종이 사진은 가만히 두면 남고, 디지털 사진은 가만히 두면 사라진다."
        ),
    ),
    ("h2", "종이 사진"),
    (
        "p",
        (
            "햇빛, 습기, 손자국이 세 가지 적이다. 가장자리를 잡고, 산성이 없는 종이 사이에 끼워, 서늘하고 마른 상자에 눕혀 "
            "둔다. 끈끈이가 있는 사진첩은 쓰지 않는다. 뒷면에는 볼펜 대신 무른 연필로 누가, 어디서, 언제인지 적는다."
        ),
    ),
    ("h2", "젖은 사진"),
    (
        "p",
        (
            "물에 젖은 사진은 서로 붙기 전에 떼어 낸다. 깨끗한 찬물에 살짝 헹구고 그림이 위로 오게 하여 그늘에서 말린다. 바로 "
            "손댈 수 없으면 비닐에 싸서 얼려 두었다가 나중에 녹여서 떼어도 된다."
        ),
    ),
    ("h2", "디지털 사진"),
    ("p", "셋, 둘, 하나를 기억하자. 복사본 세 벌을, 서로 다른 두 종류의 매체에, 그중 한 벌은 다른 장소에 둔다. 메모리 카드 하나에만 있는 사진은 없는 것이나 마찬가지다."),
    (
        "p",
        "파일 이름에 날짜를 앞세우면 순서가 지켜진다. 2025-05-03 책 바꾸는 날.jpg처럼 쓴다. 널리 쓰이는 형식으로 두고, 몇 해에 한 번은 새 매체로 옮기며 열어 본다.",
    ),
    ("h2", "함께 적어 둘 것"),
    ("p", "사진은 얼굴을 남기지만 이름은 남기지 않는다. 한 장에 한 줄이라도 이야기를 적어 두자. 다만 그 글이 누군가를 곤란하게 할 수 있다면 적지 않는 것도 보관의 한 방법이다."),
]


def photographs_odt(path):
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    )
    body = "".join(
        (
            f'<text:p text:style-name="Standard">{escape(t)}</text:p>'
            if k == "p"
            else f'<text:h text:style-name="Heading_{k[1]}" text:outline-level="{k[1]}">{escape(t)}</text:h>'
        )
        for k, t in PHOTOGRAPHS
    )
    package(
        path,
        [
            ("mimetype!", "application/vnd.oasis.opendocument.text"),
            (
                "META-INF/manifest.xml",
                HEAD.replace(' standalone="yes"', "")
                + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
                ' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2"'
                ' manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry'
                ' manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry'
                ' manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>',
            ),
            (
                "content.xml",
                HEAD
                + f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>'
                f"{body}</office:text></office:body></office:document-content>",
            ),
            (
                "styles.xml",
                HEAD
                + f'<office:document-styles {spaces} office:version="1.2"><office:styles><style:style'
                ' style:name="Standard" style:family="paragraph"><style:paragraph-properties'
                ' fo:margin-bottom="0.3cm" fo:line-height="160%"/><style:text-properties'
                ' fo:font-size="11pt"/></style:style><style:style style:name="Heading_1"'
                ' style:family="paragraph" style:default-outline-level="1"><style:text-properties'
                ' fo:font-size="18pt" fo:font-weight="bold" fo:color="#2e3e6f"/></style:style><style:style'
                ' style:name="Heading_2" style:family="paragraph"'
                ' style:default-outline-level="2"><style:text-properties fo:font-size="13pt"'
                ' fo:font-weight="bold"/></style:style></office:styles></office:document-styles>',
            ),
        ],
    )


def repayment_xlsx(path):
    """A thousand for twelve months at five in a hundred, paid back in equal parts; and the same left to grow."""
    principal, rate, months = 1000.0, 0.05, 12
    part = principal * rate / (1 - (1 + rate) ** -months)
    left, rows = principal, [("달", "갚는 돈", "그중 리자", "그중 원금", "남은 빚")]
    for month in range(1, months + 1):
        interest = left * rate
        left -= part - interest
        rows.append(
            (month, round(part, 2), round(interest, 2), round(part - interest, 2), round(max(left, 0), 2))
        )
    rows.append(("모두", round(part * months, 2), round(part * months - principal, 2), principal, 0))
    growth = [("달", "홑리자로", "겹리자로")]
    growth += [
        (m, round(principal * (1 + rate * m), 2), round(principal * (1 + rate) ** m, 2))
        for m in range(0, 25, 2)
    ]
    texts = []

    def cell(column, row, value):
        place = f"{'ABCDE'[column]}{row}"
        if isinstance(value, str):
            if value not in texts:
                texts.append(value)
            return f'<c r="{place}" t="s"><v>{texts.index(value)}</v></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    def sheet(table):
        body = "".join(
            f'<row r="{r}">' + "".join(cell(c, r, v) for c, v in enumerate(row)) + "</row>"
            for r, row in enumerate(table, 1)
        )
        return (
            HEAD
            + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col'
            f' min="1" max="5" width="14" customWidth="1"/></cols><sheetData>{body}</sheetData></worksheet>'
        )

    title = [("갚기표: 원금 천원, 한달에 5프로, 열두달",), ()] + rows
    sheets = [sheet(title), sheet(growth)]
    m = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    t = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    package(
        path,
        [
            (
                "[Content_Types].xml",
                HEAD
                + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
                ' Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
                ' Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
                f' ContentType="{t}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml"'
                f' ContentType="{t}worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml"'
                f' ContentType="{t}worksheet+xml"/><Override PartName="/xl/sharedStrings.xml"'
                f' ContentType="{t}sharedStrings+xml"/><Override PartName="/xl/styles.xml"'
                f' ContentType="{t}styles+xml"/></Types>',
            ),
            (
                "_rels/.rels",
                HEAD
                + "<Relationships"
                ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
                f' Id="rId1" Type="{r}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            ),
            (
                "xl/workbook.xml",
                HEAD
                + f'<workbook xmlns="{m}" xmlns:r="{r}"><sheets><sheet name="갚기표" sheetId="1" r:id="rId1"/>'
                '<sheet name="홑리자와 겹리자" sheetId="2" r:id="rId2"/></sheets></workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                HEAD
                + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{r}/worksheet" Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="rId2" Type="{r}/worksheet" Target="worksheets/sheet2.xml"/>'
                f'<Relationship Id="rId3" Type="{r}/sharedStrings" Target="sharedStrings.xml"/>'
                f'<Relationship Id="rId4" Type="{r}/styles" Target="styles.xml"/></Relationships>',
            ),
            ("xl/worksheets/sheet1.xml", sheets[0]),
            ("xl/worksheets/sheet2.xml", sheets[1]),
            (
                "xl/sharedStrings.xml",
                HEAD
                + f'<sst xmlns="{m}" uniqueCount="{len(texts)}">'
                + "".join(f"<si><t>{escape(x)}</t></si>" for x in texts)
                + "</sst>",
            ),
            (
                "xl/styles.xml",
                HEAD
                + f'<styleSheet xmlns="{m}"><fonts count="1"><font><sz val="11"/><name val="Malgun'
                ' Gothic"/></font></fonts><fills count="2"><fill><patternFill'
                ' patternType="none"/></fill><fill><patternFill'
                ' patternType="gray125"/></fill></fills><borders'
                ' count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs'
                ' count="1"><xf xfId="0"/></cellXfs></styleSheet>',
            ),
        ],
    )


SLIDES = [
    ("손전화로 사진 찍기", ["처음 찍는 사람을 위한 다섯장", "예시 모임"]),
    ("빛을 등지고 서기", ["해를 내 등뒤에 둔다", "창문앞의 사람은 어두워진다. 옆으로 돌려세운다", "한낮보다 아침과 저녁의 빛이 부드럽다"]),
    ("두번 찍기", ["숨을 내쉬고 멈춘 다음 누른다", "두팔을 옆구리에 붙이면 덜 흔들린다", "같은것을 두번 찍고 나은것을 남긴다"]),
    ("가까이 가기", ["손가락으로 당기지 말고 발로 다가간다", "화면을 셋으로 나누고 줄이 만나는 곳에 놓는다", "뒤에 무엇이 보이는지 본다"]),
    ("찍은 다음", ["누구를 찍을 때에는 먼저 물어본다", "사진속에는 찍은 날자와 자리가 적힐수 있다. 나누기 전에 지운다", "기억카드와 콤퓨터, 두곳에 둔다"]),
]


def photographing_pptx(path):
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    t = "application/vnd.openxmlformats-officedocument.presentationml."
    spaces = f'xmlns:a="{a}" xmlns:r="{r}" xmlns:p="{p}"'
    group = (
        '<p:nvGrpSpPr><p:cNvPr id="1"'
        ' name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0"'
        ' cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
    )

    def box(number, kind, y, height, lines, size, colour):
        paragraphs = "".join(
            f'<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:rPr lang="ko-KR" sz="{size}"><a:solidFill><a:srgbClr '
            f'val="{colour}"/></a:solidFill></a:rPr><a:t>{escape(line)}</a:t></a:r></a:p>'
            for line in lines
        )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind}"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"'
            f'{" idx=" + chr(34) + "1" + chr(34) if kind == "body" else ""}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off '
            f'x="800000" y="{y}"/><a:ext cx="10500000" cy="{height}"/></a:xfrm><a:prstGeom'
            ' prst="rect"><a:avLst/>'
            f"</a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    def slide(title, lines):
        return (
            HEAD
            + f'<p:sld {spaces}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="F4EFE4"/></a:solidFill>'
            f'<a:effectLst/></p:bgPr></p:bg><p:spTree>{group}{box(2, "title", 700000, 1200000, [title], 4000, "2E3E6F")}'
            f'{box(3, "body", 2300000, 3600000, lines, 2600, "2A2826")}</p:spTree></p:cSld></p:sld>'
        )

    def relations(*pairs):
        return (
            HEAD
            + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{r}/{kind}" Target="{target}"/>'
                for n, (kind, target) in enumerate(pairs, 1)
            )
            + "</Relationships>"
        )

    colours = "".join(
        f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>'
        for n, v in (
            ("dk1", "2A2826"),
            ("lt1", "F4EFE4"),
            ("dk2", "2E3E6F"),
            ("lt2", "E3D5BB"),
            ("accent1", "2E3E6F"),
            ("accent2", "8F9CBB"),
            ("accent3", "CA9E58"),
            ("accent4", "8B9C80"),
            ("accent5", "B97458"),
            ("accent6", "66759A"),
            ("hlink", "2E3E6F"),
            ("folHlink", "66759A"),
        )
    )
    fill3 = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line3 = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    font = '<a:latin typeface="Malgun Gothic"/><a:ea typeface="Malgun Gothic"/><a:cs typeface=""/>'
    count = len(SLIDES)
    package(
        path,
        [
            (
                "[Content_Types].xml",
                HEAD
                + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
                ' Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
                ' Extension="xml" ContentType="application/xml"/><Override'
                f' PartName="/ppt/presentation.xml" ContentType="{t}presentation.main+xml"/><Override'
                ' PartName="/ppt/slideMasters/slideMaster1.xml"'
                f' ContentType="{t}slideMaster+xml"/><Override'
                ' PartName="/ppt/slideLayouts/slideLayout1.xml"'
                f' ContentType="{t}slideLayout+xml"/><Override PartName="/ppt/theme/theme1.xml"'
                ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
                + "".join(
                    f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="{t}slide+xml"/>'
                    for n in range(1, count + 1)
                )
                + "</Types>",
            ),
            ("_rels/.rels", relations(("officeDocument", "ppt/presentation.xml"))),
            (
                "ppt/presentation.xml",
                HEAD
                + f'<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
                "</p:sldMasterIdLst><p:sldIdLst>"
                + "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 1}"/>' for n in range(1, count + 1))
                + '</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000"'
                ' cy="9144000"/></p:presentation>',
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                relations(
                    ("slideMaster", "slideMasters/slideMaster1.xml"),
                    *[("slide", f"slides/slide{n}.xml") for n in range(1, count + 1)],
                    ("theme", "theme/theme1.xml"),
                ),
            ),
            (
                "ppt/slideMasters/slideMaster1.xml",
                HEAD
                + f'<p:sldMaster {spaces}><p:cSld><p:spTree>{group}</p:spTree></p:cSld><p:clrMap bg1="lt1"'
                ' tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
                ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink"'
                ' folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649"'
                ' r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>',
            ),
            (
                "ppt/slideMasters/_rels/slideMaster1.xml.rels",
                relations(
                    ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")
                ),
            ),
            (
                "ppt/slideLayouts/slideLayout1.xml",
                HEAD
                + f'<p:sldLayout {spaces}><p:cSld name="plain"><p:spTree>{group}</p:spTree>'
                "</p:cSld></p:sldLayout>",
            ),
            (
                "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
                relations(("slideMaster", "../slideMasters/slideMaster1.xml")),
            ),
            (
                "ppt/theme/theme1.xml",
                HEAD
                + f'<a:theme xmlns:a="{a}" name="paper"><a:themeElements><a:clrScheme name="paper">{colours}'
                "</a:clrScheme><a:fontScheme"
                f' name="paper"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
                "</a:fontScheme><a:fmtScheme"
                f' name="paper"><a:fillStyleLst>{fill3}</a:fillStyleLst><a:lnStyleLst>{line3}</a:lnStyleLst>'
                "<a:effectStyleLst>"
                + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
                + f"</a:effectStyleLst><a:bgFillStyleLst>{fill3}"
                "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
            ),
            *[(f"ppt/slides/slide{n}.xml", slide(*s)) for n, s in enumerate(SLIDES, 1)],
            *[
                (
                    f"ppt/slides/_rels/slide{n}.xml.rels",
                    relations(("slideLayout", "../slideLayouts/slideLayout1.xml")),
                )
                for n in range(1, count + 1)
            ],
        ],
    )
