"""Holds our Anki packages against the real thing: Anki's own library opens them, shows every card, and exports them again.

    python3 -m venv /tmp/anki && /tmp/anki/bin/pip install anki
    /tmp/anki/bin/python tests/anki_library.py target/release/ttl

Needs the package `anki` from PyPI; `.ci/run` installs it. Prints what was counted and fails at the first thing that is
not as it should be.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from anki.buildinfo import version
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

TTL = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parent.parent
DECKS = ["concurrency", "blocking-matrix"]
EVERY_KIND = ROOT / "tests" / "exchange" / "every-kind.toml"
HANGUL = re.compile("[가-힣]")


def ttl(folder, *arguments, made=1_790_000_000, code=0):
    """Runs the program in a folder; what it wrote to standard output."""
    environment = {"PATH": os.environ["PATH"], "TTL_HOME": str(folder / "home"), "TTL_LANG": "en"}
    environment["SOURCE_DATE_EPOCH"] = str(made)
    done = subprocess.run([TTL, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def brought_in(collection, package):
    """Imports a package as Anki does when nothing is ticked; how many notes were new, updated, left alone."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated), len(log.duplicate) + len(log.conflicting)


def taken_out(collection, package, legacy):
    options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=legacy, with_deck_configs=False)
    collection.export_anki_package(out_path=str(package), options=options, limit=None)


def cards_of(path):
    return {card["id"]: card for card in tomllib.loads(path.read_text())["card"]}


def holds_every_card(collection, deck, wanted):
    """Every card of a deck is there, in both languages, with tags, and is shown without an empty side."""
    title = tomllib.loads((ROOT / "decks" / f"{deck}.toml").read_text())["deck"]["title"]["en"]
    notes = [collection.get_note(id) for id in collection.find_notes(f'deck:"{title}"')]
    assert {note["Id"] for note in notes} == set(wanted), deck
    for note in notes:
        card = wanted[note["Id"]]
        assert note.guid == f"ttl/{deck}/{note['Id']}"
        assert HANGUL.search(note["Question ko"]) and HANGUL.search(note["Answer ko"]), note["Id"]
        assert note["Question en"] and note["Answer en"] and not HANGUL.search(note["Question en"]), note["Id"]
        tags = set(card.get("tags", [])) | {f"note::{name}" for name in card.get("notes", [])} | {f"kind::{card['kind']}"}
        if "difficulty" in card:
            tags.add(f"difficulty::{card['difficulty']}")
        assert set(note.tags) == tags, (note["Id"], note.tags, tags)
        for choice in card.get("choice", []):
            why = choice.get("why", {}).get("en", "")
            words = re.findall(r"[A-Za-z]{4,}", re.sub(r"`[^`]*`", "", why))[:6]
            assert all(word in note["Answer en"] for word in words), (note["Id"], choice["id"])
        for shown in note.cards():
            question, answer = shown.question(), shown.answer()
            assert HANGUL.search(question) and "id=answer" in answer, note["Id"]
            assert len(answer) > len(question) and "{{" not in re.sub(r"<(pre|code).*?</\1>", "", answer, flags=re.S)
            assert "<script" not in answer and ("ttl quiz" in answer or "demo" not in card), note["Id"]
    return len(notes)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        wanted = {deck: cards_of(ROOT / "decks" / f"{deck}.toml") for deck in DECKS}
        package = folder / "both.apkg"
        ttl(folder, "export", *DECKS, "--to", "anki", "-o", str(package))
        collection = Collection(str(folder / "collection.anki2"))
        n_cards = sum(map(len, wanted.values()))
        assert brought_in(collection, package) == (n_cards, 0, 0)
        n_notes = sum(holds_every_card(collection, deck, cards) for deck, cards in wanted.items())
        problems, is_sound = collection.fix_integrity()
        assert is_sound, problems

        # The same package again brings nothing, a later one updates what is there.
        assert brought_in(collection, package) == (0, 0, n_cards)
        ttl(folder, "export", *DECKS, "--to", "anki", "-o", str(package), "--force", made=1_890_000_000)
        assert brought_in(collection, package) == (0, n_cards, 0)
        assert collection.note_count() == n_cards

        # Out of Anki, old layout and new, and back into decks: nothing is lost.
        for legacy in (True, False):
            again = folder / f"again-{legacy}.apkg"
            taken_out(collection, again, legacy)
            ttl(folder, "import", str(again), "-o", f"decks-{legacy}")
            for deck, cards in wanted.items():
                there = cards_of(folder / f"decks-{legacy}" / f"{deck}.toml")
                for id, card in cards.items():
                    assert there[id] == card, (legacy, deck, id, there[id], card)

        n_notes += every_kind(folder, collection)
        collection.close()
        strangers(folder)
        print(f"anki {version}: {n_notes} notes in, shown in both languages, updated, out and back again")


def every_kind(folder, collection):
    """Every kind of card survives the way there and back, nothing in it acts, and what is edited in Anki is told."""
    ttl(folder, "export", str(EVERY_KIND), "--to", "anki", "-o", str(folder / "kinds.apkg"))
    wanted = cards_of(EVERY_KIND)
    assert brought_in(collection, folder / "kinds.apkg") == (len(wanted), 0, 0)
    found = collection.find_notes("tag:kind::*")
    notes = {note["Id"]: note for note in map(collection.get_note, found) if note.guid.startswith("ttl/every-kind/")}
    assert notes.keys() == wanted.keys()
    assert len(notes["flash"].cards()) == 2 and len(notes["cloze"].cards()) == 1
    for note in notes.values():
        for card in note.cards():
            shown = card.question() + card.answer()
            acting = re.findall("<(script|img|svg|iframe|b onclick)", shown)
            assert acting == [] and 'href="javascript' not in shown, (note["Id"], acting)
    gaps = notes["cloze"].cards()[0]
    assert gaps.question().count("[") >= 2 and "lock | mutex" in gaps.answer(), gaps.question()

    def back(folder_name, says=""):
        taken_out(collection, folder / "kinds-again.apkg", False)
        said = ttl(folder, "import", str(folder / "kinds-again.apkg"), "-o", folder_name)
        assert says in said, said
        return cards_of(folder / folder_name / "every-kind.toml")

    assert back("kinds") == wanted
    tagged = notes["multi"]
    tagged.tags += ["mine", "difficulty::4"]
    edited = notes["text"]
    edited["Question en"] = "Which call <b>waits</b>?"
    gapped = notes["cloze"]
    gapped["Question en"] = "A {{c1::lock}} beside a {{c1::queue}}"
    collection.update_notes([tagged, edited, gapped])
    cards = back("kinds-edited", "edited-note")
    assert cards["multi"] == {**wanted["multi"], "tags": ["mine"], "difficulty": 4}, cards["multi"]
    assert cards["text"]["kind"] == "flash" and cards["text"]["prompt"]["en"] == "Which call **waits**?", cards["text"]
    assert cards["cloze"]["kind"] == "cloze" and "{{c1::lock}} beside" in cards["cloze"]["prompt"]["en"], cards["cloze"]
    same = {id: card for id, card in cards.items() if id not in ("multi", "text", "cloze")}
    assert all(wanted[id] == card for id, card in same.items())
    return len(notes)


def strangers(folder):
    """What people write in Anki themselves."""
    collection = Collection(str(folder / "strangers.anki2"))
    for kind, fields in [
        ("Basic", ["What does <code>join</code> do?", "<div>It waits<br>for <b>all</b></div><img src=x.jpg>"]),
        ("Basic (and reversed card)", ["lock", "잠금"]),
        ("Basic (type in the answer)", ["1 + 1?", "2"]),
        ("Cloze", ["{{c1::Rust}} has {{c2::no::none?}} garbage collector", "extra"]),
    ]:
        note = collection.new_note(collection.models.by_name(kind))
        note.fields = fields
        note.tags = ["a::b", "difficulty::3"]
        collection.add_note(note, collection.decks.id("Mine::Deep"))
    for legacy in (True, False):
        taken_out(collection, folder / "mine.apkg", legacy)
        said = ttl(folder, "import", str(folder / "mine.apkg"), "-o", f"mine-{legacy}")
        assert "media-left-out" in said, said
        cards = cards_of(folder / f"mine-{legacy}" / "mine-deep.toml")
        kinds = sorted(card["kind"] for card in cards.values())
        assert kinds == ["cloze", "cloze", "flash", "flash", "flash", "text"], kinds
        assert all(card["difficulty"] == 3 and card["tags"] == ["a::b"] for card in cards.values())
        fronts = {card["prompt"]: card for card in cards.values()}
        assert "Rust has {{no::none?}} garbage collector" in fronts and "{{Rust}} has no garbage collector" in fronts, fronts
        assert fronts["1 + 1?"]["accept"] == ["2"]
        assert fronts["What does `join` do?"]["back"].startswith("It waits  \nfor **all**"), fronts
        ttl(folder, "check", f"mine-{legacy}", "--no-run")
    taken_out(collection, folder / "mine.apkg", True)
    collection.export_collection_package(str(folder / "all.colpkg"), include_media=True, legacy=False)
    collection = Collection(str(folder / "strangers.anki2"))
    said = ttl(folder, "import", str(folder / "all.colpkg"), "-o", "all")
    assert len(cards_of(folder / "all" / "mine-deep.toml")) == 6, said
    collection.close()


main()
