"""What comes out of 20 pages of different layouts: (in tests) python -m benchmarks.extraction [--all]

For each page: the share of the story's words that were kept and of the words around it that were let through, and
whether the title, the by-line and the date came along. With --all also each lost and each foreign line.
"""

from __future__ import annotations

import sys

from intake.layouts import PAGES, Page
from newsreader.intake.formats import pages
from newsreader.model.article import Article


def extracted(page: Page) -> Article:
    return pages.extract(page.markup, "https://kestrel.example/story.html")


def words(lines: list[str] | tuple[str, ...]) -> int:
    return sum(len(line.split()) for line in lines)


def main() -> None:
    print(f"{'layout':28} {'kept':>6} {'foreign':>8}  title by-line date")
    sums = [0, 0, 0, 0]
    for page in PAGES:
        article = extracted(page)
        text = " ".join(article.text.split())
        kept = [line for line in page.kept if line in text]
        foreign = [line for line in page.furniture if line in text]
        counts = (words(kept), words(page.kept), words(foreign), words(page.furniture))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        date = f"{article.published:%Y-%m-%d}" if article.published else ""
        right = ["yes" if same else "NO" for same in (article.title == page.title, article.byline == page.byline)]
        right.append("yes" if date == page.date else "NO")
        print(
            f"{page.name:28} {counts[0] / counts[1]:6.1%} {counts[2] / counts[3]:8.1%}  "
            f"{right[0]:5} {right[1]:7} {right[2]}"
        )
        if "--all" in sys.argv:
            for line in page.kept:
                if line not in text:
                    print("    lost:", line)
            for line in foreign:
                print("    foreign:", line)
            if "NO" in right:
                print("    got:", repr(article.title), repr(article.byline), date)
    print(f"{'all':28} {sums[0] / sums[1]:6.1%} {sums[2] / sums[3]:8.1%}")


if __name__ == "__main__":
    main()
