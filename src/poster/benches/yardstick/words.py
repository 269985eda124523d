"""The texts of a poster in two languages, merged as the poster kit asks: what both say alike stands once."""

import itertools
import json

JOINT = " · "
# A value of both languages that is no longer than this stands on one line of the facts' column.
ONE_LINE = 22


def side_by_side(texts):
    return JOINT.join(dict.fromkeys(text for text in texts if text))


def part_by_part(texts):
    parts = [text.split(", ") for text in texts]
    if len({len(list_) for list_ in parts}) != 1:
        return side_by_side(texts)
    return ", ".join(side_by_side(part) for part in zip(*parts))


def with_shared_end(texts):
    first, second = (text.split(" ") for text in texts)
    pairs = zip(reversed(first), reversed(second))
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    if shared in (0, len(first), len(second)):
        return side_by_side(texts)
    starts = [" ".join(words[:-shared]) for words in (first, second)]
    return " ".join([side_by_side(starts), *first[-shared:]])


def values(langs, texts):
    joined = part_by_part(texts)
    if len(joined) <= ONE_LINE:
        return [{"lang": langs[0], "text": joined}]
    return [{"lang": lang, "text": text} for lang, text in zip(langs, texts)]


class Notice:
    """A notice's file, from which posters' texts are made that differ in one word."""

    def __init__(self, path):
        self.content = json.loads(path.read_text(encoding="utf-8"))
        by_lang = {notice["lang"]: notice for notice in self.content["notices"]}
        self.langs = self.content["sheets"][0]
        self.pair = [by_lang[lang] for lang in self.langs]
        self.check_url = self.content["check_url"]

    def words(self, number):
        """The texts of poster `number`: the last word of the last fact is one that no poster before it had, of the same
        length each time."""
        pair, langs = self.pair, self.langs

        def each(field):
            return [notice[field] for notice in pair]

        facts = []
        for fact in zip(*(notice["facts"] for notice in pair)):
            facts.append([[one["label"] for one in fact], [one["value"] for one in fact]])
        last = facts[-1][1]
        last[0] = " ".join([*last[0].split(" ")[:-1], new_word(number)])
        reference = f"{side_by_side(each('reference_label'))} {self.content['reference']}"
        address = self.check_url.removeprefix("https://")
        return {
            "headlines": self.in_each("headline"),
            "photo_alt": side_by_side(each("photo_alt")),
            "name": side_by_side(each("name")),
            "age": side_by_side(each("age")),
            "facts": [
                {"label": side_by_side(labels), "values": values(langs, texts)} for labels, texts in facts
            ],
            "appeals": self.in_each("appeal"),
            "reference": f"{reference}{JOINT}{with_shared_end(each('valid_until'))}",
            "check": f"{side_by_side(each('check'))} {address}",
            "number": side_by_side(each("number")),
            "note": part_by_part(each("number_note")),
            "abroad": side_by_side(each("number_abroad")),
        }

    def in_each(self, field):
        return [{"lang": notice["lang"], "text": notice[field]} for notice in self.pair]


SYLLABLES = [a + b for a in "bdlmnrst" for b in "aeiou"]


def new_word(number):
    """A word of six letters for each number, the same only after 64 000 of them."""
    letters = []
    for _ in range(3):
        number, digit = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[digit])
    return "".join(letters)
