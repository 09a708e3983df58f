"""What users say of their articles."""

from __future__ import annotations

from pathlib import Path

from searchtui.article import Known, Reason
from searchtui.corpus import Sidecars, read_file, scan

TEXT = "By Ann Lee\n\nA boat lay on the beach for all of the year.\n"


def load(folder: Path, files: dict[str, str]) -> Sidecars:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Sidecars.load(scan(folder))


def test_names_globs_folders_and_items(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {
            "a.txt": TEXT,
            "x/b.txt": TEXT,
            "x/y/c.txt": TEXT,
            "d.jsonl": "",
            "metadata.toml": (
                '["a.txt"]\nsource = "By name"\n["*.txt"]\nsource = "By glob"\nlanguage = "en"\n'
                '["x/b.txt"]\nsource = "From above"\nurl = "https://example.org/b"\n'
                '["d.jsonl"]\nsource = "All"\n["d.jsonl#7"]\nsource = "Seven"\n'
            ),
            "x/metadata.toml": '["b.txt"]\nsource = "From beside"\n["y/*"]\ndate = 2020-05-05\n',
        },
    )
    assert sidecars.problems == ()
    assert sidecars.fields_for("a.txt").source == "By name"
    assert sidecars.fields_for("a.txt").language == "en"
    beside = sidecars.fields_for("x/b.txt")
    assert (beside.source, beside.url, beside.language) == ("From beside", "https://example.org/b", "en")
    assert beside.known["source"].detail == "x/metadata.toml"
    assert beside.known["url"].detail == "metadata.toml"
    assert sidecars.fields_for("x/y/c.txt").source == "By glob"
    assert str(sidecars.fields_for("x/y/c.txt").date) == "2020-05-05"
    assert sidecars.fields_for("d.jsonl", "7").source == "Seven"
    assert sidecars.fields_for("d.jsonl", "8").source == "All"
    assert not sidecars.fields_for("x/a.md").known


def test_it_wins_over_the_text_and_can_take_a_wrong_guess_away(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {
            "a.txt": TEXT,
            "b.txt": TEXT,
            "metadata.toml": '["a.txt"]\nauthors = ["Bo Ek", "Cy Dam"]\ntitle = "Boat"\n'
            '["b.txt"]\nauthors = false\nsource = ""\n',
        },
    )
    first, second = (read_file(file, sidecars).articles[0] for file in scan(tmp_path).files)
    assert (first.title, first.authors) == ("Boat", ("Bo Ek", "Cy Dam"))
    assert first.known["title"].known is first.known["authors"].known is Known.SIDECAR
    assert second.authors == ()
    assert second.source is None
    assert second.known["authors"].known is second.known["source"].known is Known.SIDECAR
    assert second.known["title"].known is Known.FALLBACK


def test_a_title_that_is_taken_away_falls_back(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {
            "a.txt": "Boats\n\nA boat lay on the beach for all of the year.",
            "metadata.toml": '["a.txt"]\ntitle = false\n',
        },
    )
    (article,) = read_file(scan(tmp_path).files[0], sidecars).articles
    assert article.title == "A boat lay on the beach for all of the year."
    assert article.known["title"].known is Known.FALLBACK


def test_mistakes_are_problems_and_the_rest_applies(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {
            "a.txt": TEXT,
            "metadata.toml": (
                'note = "x"\n["a.txt"]\nauthor = "Bo Ek"\ndate = "soon"\nlanguage = 5.5\n'
                'source = "Herald"\n["gone.txt"]\ntitle = "x"\n'
            ),
            "x/a.txt": TEXT,
            "x/metadata.toml": "[a.txt\n",
        },
    )
    assert sidecars.fields_for("a.txt").source == "Herald"
    assert {problem.reason for problem in sidecars.problems} == {Reason.SIDECAR}
    messages = [f"{problem.path}: {problem.message}" for problem in sidecars.problems]
    for words in ("'note' is no table", "no field `author`", "`date`", "`language`", "'gone.txt' fits no article"):
        assert sum(words in message and message.startswith("metadata.toml") for message in messages) == 1
    assert sum(message.startswith("x/metadata.toml: It is no TOML") for message in messages) == 1
    assert len(messages) == 6


def test_values_of_several_types(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {
            "a.txt": TEXT,
            "metadata.toml": '["a.txt"]\ntitle = 1984\nauthors = "Ann Lee and Bo Ek"\ndate = 2020\nurl = "https://example.org/"\n',
        },
    )
    fields = sidecars.fields_for("a.txt")
    assert (fields.title, fields.authors, str(fields.date)) == ("1984", ("Ann Lee", "Bo Ek"), "2020")


def test_digest_tells_what_concerns_a_file(tmp_path: Path) -> None:
    files = {"a.txt": TEXT, "b.txt": TEXT, "c.jsonl": ""}

    def digests(metadata: str) -> list[str]:
        sidecars = load(tmp_path, {**files, "metadata.toml": metadata})
        return [sidecars.digest_for(name) for name in files]

    before = digests('["a.txt"]\nsource = "X"\n["c.jsonl#1"]\nsource = "Y"\n')
    assert before[1] == ""
    assert before[0] != before[2] != ""
    spaced = digests('# a remark\n["a.txt"]\nsource   = "X"\n\n["c.jsonl#1"]\nsource = "Y"\n')
    assert spaced == before
    changed = digests('["a.txt"]\nsource = "Z"\n["c.jsonl#1"]\nsource = "Y"\n')
    assert changed[0] != before[0]
    assert changed[1:] == before[1:]
    removed = digests('["a.txt"]\nsource = false\n["c.jsonl#1"]\nsource = "Y"\n')
    assert removed[0] not in (before[0], changed[0], "")


def test_odd_names_are_found_as_written(tmp_path: Path) -> None:
    sidecars = load(
        tmp_path,
        {"[a].txt": TEXT, "b#1.txt": TEXT, "metadata.toml": '["[a].txt"]\nsource = "X"\n["b#1.txt"]\nsource = "Y"\n'},
    )
    assert sidecars.fields_for("[a].txt").source == "X"
    assert sidecars.fields_for("b#1.txt").source == "Y"
    assert sidecars.problems == ()


def test_any_number_of_entries_for_articles_of_one_file(tmp_path: Path) -> None:
    # Each compared with each would be a thousand million comparisons.
    keys = [f'["a.jsonl#{number}"]\ntitle = "Number {number}"\n' for number in range(30_000)]
    sidecars = load(tmp_path, {"a.jsonl": "{}", "b.jsonl": "{}", "metadata.toml": "".join(keys)})
    assert sidecars.problems == ()
    assert all(sidecars.fields_for("a.jsonl", str(one)).title == f"Number {one}" for one in range(30_000))
    assert not sidecars.fields_for("a.jsonl", "x").known
    assert sidecars.digests(["a.jsonl", "b.jsonl"]).keys() == {"a.jsonl"}
    assert Sidecars(sidecars.entries).fields_for("a.jsonl", "7").title == "Number 7"


def test_items_with_signs_in_their_names(tmp_path: Path) -> None:
    text = '["a#b.zip#c#1.txt"]\ntitle = "One"\n["x/*.zip#2"]\ntitle = "Two"\n'
    sidecars = load(tmp_path, {"a#b.zip": "", "x/y.zip": "", "metadata.toml": text})
    assert sidecars.fields_for("a#b.zip", "c#1.txt").title == "One"
    assert sidecars.fields_for("x/y.zip", "2").title == "Two"
    assert sidecars.digests(["a#b.zip", "x/y.zip"]).keys() == {"a#b.zip", "x/y.zip"}


def test_patterns_and_problems_without_end_are_cut_short(tmp_path: Path) -> None:
    many = "".join(f'["{number}*"]\ntitle = "A"\n' for number in range(1500))
    sidecars = load(tmp_path, {"a.txt": TEXT, "999b.txt": TEXT, "1400b.txt": TEXT, "metadata.toml": many})
    assert len(sidecars.entries) == 1000
    assert sidecars.fields_for("999b.txt").title == "A"
    assert len(sidecars.problems) == 101
    assert "more than 1,000 patterns" in sidecars.problems[0].message
    assert "more problems" in sidecars.problems[-1].message
