"""Every rule is described in sentences: they are its page, its message, and `check --rules`."""

from __future__ import annotations

import pytest

from cstools.check import every_rule


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_is_described_in_sentences(rule):
    for text in (rule.title, rule.why, rule.fix):
        assert text[0].isupper() or text.startswith("pyproject.toml")
        assert text.endswith(".")
        assert "|" not in text
