"""How long other makers of PDFs need for our A4 poster: typst, WeasyPrint and ReportLab.

Prints one line of JSON. Every time is the median, in milliseconds, of "words in, PDF bytes in memory out": starting
Python, importing, reading the notice, drawing the QR code and writing the file are left out. Each tool is used the
fastest way that we found, so that the comparison errs in its favour:

- The sizes of the texts are given, and mostly their places. Our renderer finds the largest that fit, which none of
  these does by itself.
- The QR code is ready made, and the photo is a JPEG that is put into the PDF as it is.
- Each tool makes all its posters in one go, so that the processor's caches are its own.
"""

import argparse
import html
import importlib.metadata
import io
import json
import logging
import pathlib
import statistics
import string
import subprocess
import sys
import time

import segno

from words import Notice

HERE = pathlib.Path(__file__).resolve().parent
REGULAR, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"
# Posters made before the clock counts, with words of their own.
WARMING = 5


class Typst:
    """One compiler for all posters: fonts and pictures stay loaded, and what a changed word does
    not touch comes from typst's own cache. Only the poster's fonts are searched. The words are the argument of the
    template's function in a source of two lines: passed as `sys_inputs`, which belong to the library that everything
    else depends on, they would cost twice the time. So only the pictures' paths, which stay, are passed that way. Tags
    for screen readers are off: our posters have them."""

    name = "typst"

    def __init__(self, job):
        import typst

        self.compiler = typst.Compiler(
            root="/",
            font_paths=[job.fonts],
            ignore_system_fonts=True,
            sys_inputs={"photo": str(job.photo), "qr": str(job.qr)},
        )
        self.start = f"#import {typst_string(str(HERE / 'poster.typ'))}: poster\n#poster(json(bytes("

    def make(self, words):
        source = f"{self.start}{typst_string(json.dumps(words))})))"
        return self.compiler.compile(source.encode(), format="pdf", pdf_tags=False)


def typst_string(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class WeasyPrint:
    """One font configuration, one parsed style sheet and one image cache for all posters. Images are not optimised,
    there are no tags (both are the defaults), and HarfBuzz makes the fonts' subsets: run.sh sees to it that its library
    is installed. Every box has its place, so that there is no table or flexible box to work out."""

    name = "weasyprint"

    def __init__(self, job):
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        self.html = weasyprint.HTML
        self.fonts = FontConfiguration()
        faces = "".join(
            f'@font-face {{ font-family: "Noto Sans"; font-weight: {weight};'
            f' src: url("{(job.fonts / file).as_uri()}") }}\n'
            for weight, file in (("normal", REGULAR), ("bold", BOLD))
        )
        style = faces + (HERE / "poster.css").read_text(encoding="utf-8")
        self.style = weasyprint.CSS(string=style, font_config=self.fonts)
        self.template = string.Template((HERE / "poster.html").read_text(encoding="utf-8"))
        self.pictures = {"photo": job.photo.as_uri(), "qr": job.qr.as_uri()}
        self.cache = {}

    def make(self, words):
        plain = {key: html.escape(value) for key, value in words.items() if isinstance(value, str)}
        for n in (0, 1):
            plain[f"lang_{n + 1}"] = words["headlines"][n]["lang"]
            plain[f"headline_{n + 1}"] = html.escape(words["headlines"][n]["text"])
            plain[f"appeal_{n + 1}"] = html.escape(words["appeals"][n]["text"])
        facts = "".join(self.fact(fact) for fact in words["facts"])
        page = self.template.substitute(plain, lang=plain["lang_1"], facts=facts, **self.pictures)
        return self.html(string=page).write_pdf(
            font_config=self.fonts, stylesheets=[self.style], cache=self.cache, optimize_images=False
        )

    @staticmethod
    def fact(fact):
        values = "".join(
            f'<div lang="{value["lang"]}">{html.escape(value["text"])}</div>' for value in fact["values"]
        )
        return f'<section class="fact"><div class="label">{html.escape(fact["label"])}</div>{values}</section>'


class ReportLab:
    """Drawn straight onto its canvas, without paragraphs or frames: its fastest way. The fonts are read once. It
    neither shapes nor kerns: it is here as the time that a maker of PDFs takes that does next to no typesetting."""

    name = "reportlab"

    def __init__(self, job):
        from reportlab import rl_config
        from reportlab.lib.utils import simpleSplit
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        for font, file in (("regular", REGULAR), ("bold", BOLD)):
            pdfmetrics.registerFont(TTFont(font, str(job.fonts / file)))
        self.canvas, self.split, self.width = Canvas, simpleSplit, pdfmetrics.stringWidth
        self.photo, self.modules = str(job.photo), job.modules

    def make(self, words):
        mm = 72 / 25.4
        buffer = io.BytesIO()
        page = (210 * mm, 297 * mm)
        canvas = self.canvas(buffer, pagesize=page, pageCompression=1, initialFontName="regular")
        canvas.setTitle(words["name"])
        canvas.setAuthor("childalert")
        canvas.scale(mm, mm)

        def box(x, y, width, height, colour):
            canvas.setFillColorRGB(*colour)
            canvas.rect(x, 297 - y - height, width, height, stroke=0, fill=1)

        def put(x, y, size, text, font="regular", colour=(0, 0, 0), right=False):
            canvas.setFillColorRGB(*colour)
            canvas.setFont(font, size)
            (canvas.drawRightString if right else canvas.drawString)(x, 297 - y, text)

        black, white = (0, 0, 0), (1, 1, 1)
        box(0, 0, 210, 26, (0.69, 0.047, 0.09))
        put(10, 19, 16.8, words["headlines"][0]["text"], "bold", white)
        put(200, 19, 16.8, words["headlines"][1]["text"], "bold", white, right=True)
        box(109.5, 7, 0.75, 12, (0.937, 0.706, 0.722))

        canvas.drawImage(self.photo, 10, 297 - 183, 120, 150)
        cells = [
            [line for value in fact["values"] for line in self.split(value["text"], "bold", 5.6, 62)]
            for fact in words["facts"]
        ]
        height = sum(6.3 + 6.384 * len(lines) for lines in cells)
        gap = (150 - height) / max(1, len(cells) - 1)
        y = 33
        for fact, lines in zip(words["facts"], cells):
            box(138, y, 62, 0.3, black)
            put(138, y + 5.1, 3.5, fact["label"], colour=(0.25, 0.25, 0.25))
            for n, line in enumerate(lines):
                put(138, y + 11.7 + n * 6.384, 5.6, line, "bold")
            y += 6.3 + 6.384 * len(lines) + gap

        put(10, 206, 19.6, words["name"], "bold")
        put(200, 206, 14.4, words["age"], right=True)
        for n, appeal in enumerate(words["appeals"]):
            for row, line in enumerate(self.split(appeal["text"], "regular", 4.9, 91)):
                put(10 + n * 99, 216.5 + row * 6.27, 4.9, line)
        put(10, 240.7, 3.08, words["reference"])
        put(10, 244.8, 3.08, words["check"])

        box(0, 248.6, 210, 48.4, black)
        put(9, 279.5, 30.8, words["number"], "bold", white)
        put(10, 288.1, 4.6, words["note"], colour=white)
        put(153, 288.1, 4.6, words["abroad"], "bold", white, right=True)
        box(159.2, 252.4, 40.8, 40.8, white)
        canvas.setFillColorRGB(*black)
        module = 40.8 / len(self.modules)
        path = canvas.beginPath()
        for row, line in enumerate(self.modules):
            for column, dark in enumerate(line):
                if dark:
                    path.rect(159.2 + column * module, 297 - 252.4 - (row + 1) * module, module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.save()
        return buffer.getvalue()


class Job:
    """What is the same for all tools: the arguments, and the QR code with its quiet zone."""

    def __init__(self, arguments):
        self.photo, self.fonts, self.out = (
            path.resolve() for path in (arguments.photo, arguments.fonts, arguments.out)
        )
        self.out.mkdir(parents=True, exist_ok=True)
        self.notice = Notice(arguments.notice)
        code = segno.make(self.notice.check_url, error="m", boost_error=False, micro=False)
        self.modules = [list(row) for row in code.matrix_iter(border=4)]
        # A bitmap for typst and WeasyPrint, which take no longer for it than for a drawing. Ten pixels a
        # module print sharply.
        self.qr = self.out / "qr.png"
        if arguments.fresh_typst is None:
            code.save(self.qr, scale=10, border=4)


def timed(make, words):
    start = time.perf_counter()
    pdf = make(words)
    return (time.perf_counter() - start) * 1000, pdf


def fresh_typst(job, number):
    """A poster by a compiler that knows nothing yet. typst's cache belongs to the process, so a second compiler in this
    one would find it filled: this is called in a process of its own. Importing is not counted, reading the fonts is."""
    import typst  # noqa: F401

    return timed(lambda words: Typst(job).make(words), job.notice.words(number))[0]


def median(times):
    return round(statistics.median(times), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--photo", "--notice", "--fonts", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--fresh-typst", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    for path in (arguments.photo, arguments.notice, arguments.fonts / REGULAR, arguments.fonts / BOLD):
        if not path.is_file():
            parser.error(f"there is no file {path}")
    if arguments.rounds < 1:
        parser.error("at least one round is needed")
    job = Job(arguments)
    if arguments.fresh_typst is not None:
        print(fresh_typst(job, arguments.fresh_typst))
        return

    result = {}
    for tool in (Typst(job), WeasyPrint(job), ReportLab(job)):
        times = []
        for number in range(WARMING + arguments.rounds):
            taken, pdf = timed(tool.make, job.notice.words(number))
            times.append(taken)
        (job.out / f"{tool.name}.pdf").write_bytes(pdf)
        result[tool.name] = {
            "version": importlib.metadata.version(tool.name),
            "word_changed_ms": median(times[WARMING:]),
            "bytes": len(pdf),
        }
    fresh = []
    for number in range(arguments.rounds):
        command = [sys.executable, __file__, *sys.argv[1:], "--fresh-typst", str(number)]
        fresh.append(float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))

    result["typst"]["fresh_ms"] = median(fresh)
    print(json.dumps(result, separators=(",", ":")))


if __name__ == "__main__":
    main()
