"""Four pages of first aid: PDF, with the characters it needs of Nanum Gothic (OFL 1.1)."""

import pathlib
import re

AID = [
    (
        "화상과 설사때의 구급처치",
        [
            ("p", "이 종이는 도와줄 사람이 올 때까지 할수 있는 일을 적은것이다. 될수록 빨리 의료일군을 찾아야 한다. 배운 사람의 말이 이 종이와 다르면 그 말을 따르라."),
            ("h", "어떤 때이든 먼저 할 일"),
            ("n", "멈추고 둘러본다. 불, 전기, 무너질것이 있으면 먼저 피한다. 도우려던 사람까지 다치면 아무도 도울수 없다."),
            ("n", "소리쳐 사람을 부른다. 한사람은 곁에 있고 한사람은 도움을 청하러 간다."),
            ("n", "말을 걸어본다. 대답하는가, 숨을 쉬는가, 피가 많이 나는가를 본다."),
            ("n", "피가 많이 나면 깨끗한 천을 대고 힘껏 누른다. 천이 젖으면 떼지 말고 우에 덧댄다."),
            ("n", "정신은 없지만 숨을 쉬면 옆으로 눕히고 고개를 조금 젖혀 숨길을 열어준다."),
            ("n", "몸이 식지 않게 덮어준다. 정신이 없는 사람에게는 아무것도 먹이지 않는다."),
        ],
    ),
    (
        "화상",
        [
            ("h", "곧 할 일"),
            ("n", "불이나 뜨거운 물에서 떼여낸다. 옷에 불이 붙었으면 눕혀서 굴리거나 담요로 덮어 끈다."),
            ("n", "흐르는 시원한 물에 스무분동안 식힌다. 늦었더라도 세시간안이면 식히는것이 좋다. 어린아이는 덴 자리만 식히고 몸의 다른 곳은 따뜻하게 한다."),
            ("n", "붓기 전에 반지와 시계, 허리띠를 푼다. 살에 붙은 옷은 억지로 떼지 않는다."),
            ("n", "깨끗한 비닐박막이나 마른 천으로 느슨하게 덮는다. 감아조이지 않는다."),
            ("h", "하지 말것"),
            ("b", "얼음을 대지 않는다. 살이 더 상한다."),
            ("b", "기름, 된장, 치약, 닭알 흰자위, 재를 바르지 않는다. 열을 가두고 곪게 한다."),
            ("b", "물집을 터뜨리지 않는다."),
            ("h", "꼭 의사에게 가야 할 때"),
            ("b", "덴 자리가 다친 사람의 손바닥보다 클 때"),
            ("b", "얼굴, 손, 발, 관절, 사타구니를 데였을 때"),
            ("b", "살이 희거나 검고 아프지 않을 때, 전기나 약품에 데였을 때, 연기를 마셨을 때"),
            ("b", "어린아이, 늙은이, 임신한 녀자일 때"),
        ],
    ),
    (
        "설사와 물잃기",
        [
            (
                "p",
                (
                    "설사로 사람이 위험해지는것은 물과 소금이 빠져나가기때문이다. 빠져나간것을 입으로 도로 넣어주면 대부분 살릴수 있다. "
                    "의료기관에서 주는 봉지로 된 먹는 보충염(ORS)이 있으면 그것을 적힌대로 탄다."
                ),
            ),
            ("h", "봉지가 없을 때: 집에서 만드는 보충물"),
            ("t", [("끓여 식힌 물", "1리터"), ("사탕가루", "차숟가락으로 평평하게 여섯"), ("소금", "차숟가락으로 평평하게 절반")]),
            ("p", "잘 저어 다 녹인다. 맛을 보아 눈물보다 짜면 버리고 다시 만든다. 소금을 많이 넣으면 위험하고 적게 넣으면 덜 듣는다. 뚜껑을 덮고 하루가 지나면 버린다."),
            ("h", "먹이는 법"),
            ("n", "조금씩 자주 먹인다. 어린아이는 한두분에 한숟가락씩."),
            ("n", "토하면 열분 기다렸다가 더 천천히 다시 먹인다."),
            ("n", "묽은 변을 볼 때마다 두살아래는 반고뿌, 그보다 큰 아이는 한고뿌, 어른은 마시고싶은만큼 더 먹인다."),
            ("n", "젖먹이에게는 젖을 더 자주 먹인다. 끊지 않는다. 큰 아이와 어른도 굶기지 않는다."),
            ("n", "어린아이의 설사에는 의료일군이 아연알약을 열흘에서 열나흘동안 주기도 한다."),
        ],
    ),
    (
        "위험한 표적과 물 끓이기",
        [
            ("h", "곧 의사에게 가야 하는 표적"),
            ("b", "눈이 꺼져들어가고 울어도 눈물이 없다"),
            ("b", "살을 집었다놓으면 천천히 펴진다"),
            ("b", "여섯시간동안 오줌을 누지 않는다"),
            ("b", "마시지 못하거나 마시는족족 토한다"),
            ("b", "변에 피가 섞인다, 열이 높다, 축 늘어져 잘 깨지 못한다"),
            ("b", "쌀뜨물같은 변이 멎지 않는다"),
            ("h", "물을 깨끗하게"),
            ("n", "흐린 물은 가라앉힌 다음 깨끗한 천에 밭는다."),
            ("n", "부글부글 끓인다. 한번 세게 끓어오르면 된다. 높은 산에서는 세분동안 끓인다."),
            ("n", "뚜껑있는 그릇에 식히고 손이나 더러운 고뿌를 넣지 않는다."),
            ("h", "손을 씻는 때"),
            ("p", "뒤를 본 다음, 아이의 뒤를 닦아준 다음, 음식을 만들기 전, 먹기 전. 비누가 없으면 깨끗한 재와 물로 문지른다."),
        ],
    ),
]


def first_aid_pdf(path):
    from reportlab import rl_config

    rl_config.invariant = 1
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    fonts = pathlib.Path("/usr/share/fonts/truetype/nanum")
    pdfmetrics.registerFont(TTFont("Body", str(fonts / "NanumGothic.ttf")))
    pdfmetrics.registerFont(TTFont("Bold", str(fonts / "NanumGothicBold.ttf")))
    ink, indigo = HexColor("#2a2826"), HexColor("#2e3e6f")
    body = ParagraphStyle(
        "body", fontName="Body", fontSize=10, leading=16.5, textColor=ink, alignment=TA_LEFT, spaceAfter=4
    )
    listed = ParagraphStyle("listed", parent=body, leftIndent=16, bulletIndent=2, bulletFontName="Body")
    small = ParagraphStyle(
        "small", parent=body, fontName="Bold", fontSize=11, textColor=indigo, spaceBefore=8
    )
    large = ParagraphStyle(
        "large", parent=body, fontName="Bold", fontSize=17, leading=26, textColor=indigo, spaceAfter=8
    )
    story = []
    for number, (title, parts) in enumerate(AID):
        if number:
            story.append(PageBreak())
        story.append(Paragraph(title, large))
        count = 0
        for kind, content in parts:
            if kind == "h":
                count = 0
                story.append(Paragraph(content, small))
            elif kind == "p":
                story.append(Paragraph(content, body))
            elif kind == "n":
                count += 1
                story.append(Paragraph(content, listed, bulletText=f"{count}."))
            elif kind == "b":
                story.append(Paragraph(content, listed, bulletText="·"))
            else:
                story.append(
                    Table(
                        content,
                        colWidths=[110, 190],
                        style=[
                            ("FONT", (0, 0), (-1, -1), "Body", 10.5),
                            ("TEXTCOLOR", (0, 0), (-1, -1), ink),
                            ("LINEBELOW", (0, 0), (-1, -1), 0.6, indigo),
                            ("TOPPADDING", (0, 0), (-1, -1), 5),
                            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
                        ],
                    )
                )
                story.append(Spacer(1, 6))

    def frame(canvas, document):
        canvas.saveState()
        shades = ["#2e3e6f", "#8f9cbb", "#e3d5bb", "#ca9e58", "#8b9c80", "#66759a", "#b97458"]
        x, n = 0, document.page
        while x < A5[0]:
            width = 18 + (n * 37) % 41
            canvas.setFillColor(HexColor(shades[n % len(shades)]))
            canvas.rect(x, A5[1] - 10, width - 1, 10, stroke=0, fill=1)
            x, n = x + width, n + 1
        canvas.setFont("Body", 8)
        canvas.setFillColor(ink)
        canvas.drawCentredString(A5[0] / 2, 22, f"{document.page} / {len(AID)}")
        canvas.restoreState()

    document = SimpleDocTemplate(
        str(path),
        pagesize=A5,
        leftMargin=42,
        rightMargin=42,
        topMargin=40,
        bottomMargin=40,
        title=AID[0][0],
        lang="ko",
        author=None,
        creator="",
        producer="",
    )
    document.build(story, onFirstPage=frame, onLaterPages=frame)
    strip_information(path)


def strip_information(path):
    """Blanks what the PDF says of its maker, byte for byte, so that no offset moves; keeps the title."""
    content = path.read_bytes()

    def blank(match):
        return b" " * len(match.group(0))

    for key in (b"Author", b"Creator", b"Producer", b"Keywords", b"Subject"):
        content = re.sub(b"/" + key + rb" \((?:[^()\\]|\\.|\([^()]*\))*\)", blank, content)
    content = re.sub(rb"% ReportLab[^\n]*", lambda m: b"%" + b" " * (len(m.group(0)) - 1), content)
    for key in (b"CreationDate", b"ModDate"):
        content = re.sub(
            b"/" + key + rb" \(D:\d{14}([^)]*)\)",
            lambda m: b"/" + key + b" (D:20250101000000" + m.group(1) + b")",
            content,
        )
    path.write_bytes(content)
