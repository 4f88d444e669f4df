"""Writes the office documents, the book and the PDF of the sample. documents.py CORPUS"""

import pathlib
import sys

import first_aid
import letters
import office
import poems


def main():
    corpus = pathlib.Path(sys.argv[1])
    plan = [
        (letters.letter_docx, "편지/도서관에 보내는 편지.docx"),
        (letters.reply_hwpx, "편지/도서관에서 온 답장.hwpx"),
        (letters.note_rtf, "편지/이웃에게 남기는 쪽지.rtf"),
        (office.photographs_odt, "알아두기/기계/사진을 오래 보관하는 법.odt"),
        (office.photographing_pptx, "알아두기/기계/손전화로 사진 찍기.pptx"),
        (office.repayment_xlsx, "알아두기/돈/갚기표.xlsx"),
        (poems.poems_epub, "책/진달래와 산.epub"),
        (first_aid.first_aid_pdf, "알아두기/몸/화상과 설사때의 구급처치.pdf"),
    ]
    for write, name in plan:
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)


if __name__ == "__main__":
    main()
