"""`course.yml`: its keys, and the whole sentence for each that is wrong."""

import pytest

from coursebook.errors import SourceError
from coursebook.settings import Settings, read_settings

TEXT = "must be a text"
MODULES = "“modules” must be a list of mappings of texts, each with a “menu”"
DEFAULTS = "“defaults” must be a list of mappings of “scope”, which holds a “path”, and “values”"


def test_no_file_means_no_settings() -> None:
    assert read_settings(None) == Settings() == read_settings(b"") == read_settings(b"# nothing\n")


def test_all_keys() -> None:
    text = """
title: T
subtitle: S
description: D
language: de
authors: [A, B]
licenses: {text: CC-BY-4.0}
site_url: https://example.org:8080/learn
modules: [{menu: m, title: M}]
defaults: [{scope: {path: a}, values: {weight: 1}}, {values: null}, {scope: null}]
glossary: g.yml
bibliography: b.bib
"""
    settings = read_settings(text.encode())
    assert (settings.title, settings.authors, settings.modules) == ("T", ("A", "B"), ({"menu": "m", "title": "M"},))
    assert settings.defaults_for("a/b.txt") == {"weight": 1}
    assert settings.defaults_for("ab.txt") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel: x", "1:1: unknown key “titel”; did you mean “title”?"),
        ("title: x\nwholly_else: y", "2:1: unknown key “wholly_else”"),
        ("title: 3", f"1:1: “title” {TEXT}"),
        ("title: null", f"1:1: “title” {TEXT}"),
        ("authors: A", "1:1: “authors” must be a list of texts"),
        ("authors: [1]", "1:1: “authors” must be a list of texts"),
        ("licenses: MIT", "1:1: “licenses” must be a mapping"),
        ("site_url: example.org", "1:1: “site_url” must be an address that begins with https://"),
        ('site_url: "http://["', "1:1: “site_url” must be an address that begins with https://"),
        ("modules: m", f"1:1: {MODULES}"),
        ("modules: [m]", f"1:1: {MODULES}"),
        ("modules: [{title: M}]", f"1:1: {MODULES}"),
        ("modules: [{menu: 3}]", f"1:1: {MODULES}"),
        ("modules: [{menu: null}]", f"1:1: {MODULES}"),
        ("modules: [{menu: m, title: 3}]", f"1:1: {MODULES}"),
        ("defaults: {}", f"1:1: {DEFAULTS}"),
        ("defaults: [{scope: a}]", f"1:1: {DEFAULTS}"),
        ("defaults: [{scope: {path: [a]}}]", f"1:1: {DEFAULTS}"),
        ("defaults: [{values: [1]}]", f"1:1: {DEFAULTS}"),
        ("- a", "1:1: expected a mapping of keys to values, found list"),
        ("title: a\ntitle: b", "2:1: not valid YAML: the key “title” is set twice"),
    ],
)
def test_wrong_settings(text: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_settings(text.encode())
    assert str(raised.value) == f"course.yml:{message}"


def test_all_wrong_keys_are_named_at_once() -> None:
    with pytest.raises(SourceError) as raised:
        read_settings(b"title: 3\nauthors: A\n")
    assert len(raised.value.diagnostics) == 2
