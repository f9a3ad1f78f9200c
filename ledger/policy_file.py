"""Read a policy file so that a mistake in it is told with its line, its name and its cure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from ledger.errors import LedgerError
from ledger.money import Money, MoneyError, exponent


class PolicyFileError(LedgerError):
    """A policy file cannot be read, or says something that cannot be."""


@dataclass(frozen=True)
class PolicyNode:
    """One place in a policy file: what stands there, in which line, under which name.

    Scalars are kept as they are written, so that an amount never passes through a float.
    """

    file: Path
    node: yaml.Node
    name: str = ""

    def wrong(self, what: str) -> PolicyFileError:
        """Say what is wrong here and what to write instead."""
        at = f"'{self.name}' " if self.name else ""
        line = self.node.start_mark.line + 1
        return PolicyFileError(f"{self.file}, line {line}: {at}{what}")

    def fields(
        self, *, needed: Collection[str] = (), optional: Collection[str] = ()
    ) -> dict[str, PolicyNode]:
        """Give the named parts, all the needed and only known ones."""
        found = self.entries()
        known = [*needed, *optional]
        for name, node in found.items():
            if name not in known:
                raise node.wrong(f"is not a known name here. Use one of: {', '.join(known)}.")
        for name in needed:
            if name not in found:
                raise self.wrong(f"lacks '{name}'. Add it.")
        return found

    def entries(self) -> dict[str, PolicyNode]:
        """Give the parts under the names that stand there, in their order."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("must be names with values, one 'name: value' a line.")
        found: dict[str, PolicyNode] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name in found:
                raise PolicyNode(self.file, key, self._under(name)).wrong(
                    "stands here twice. Keep one."
                )
            found[name] = PolicyNode(self.file, value, self._under(name))
        return found

    def items(self) -> list[PolicyNode]:
        """Give the rows of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("must be a list.")
        return [
            PolicyNode(self.file, row, self._under(str(number)))
            for number, row in enumerate(self.node.value, start=1)
        ]

    def text(self) -> str:
        """Give a text that is not empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise self.wrong("must be a text.")
        return str(self.node.value)

    def whole(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``."""
        written = self.node.value if isinstance(self.node, yaml.ScalarNode) else ""
        digits = written.removeprefix("-")
        if digits.isascii() and digits.isdigit() and low <= int(written) <= high:
            return int(written)
        raise self.wrong(f"must be a whole number from {low} to {high}.")

    def one_of(self, choices: Collection[str]) -> str:
        """Give one of the known words."""
        written = self.node.value if isinstance(self.node, yaml.ScalarNode) else ""
        if written in choices:
            return str(written)
        raise self.wrong(f"must be one of: {', '.join(choices)}.")

    def currency(self) -> str:
        """Give the code of a currency."""
        code = self.text()
        try:
            exponent(code)
        except MoneyError as unknown:
            raise self.wrong(f"cannot be used. {unknown}") from unknown
        return code

    def sums(self) -> dict[str, Money]:
        """Give sums of zero or more, by currency."""
        found: dict[str, Money] = {}
        for currency, node in self.entries().items():
            try:
                money = Money.parse(node.text(), currency)
            except MoneyError as unreadable:
                raise node.wrong(f"cannot be used. {unreadable}") from unreadable
            if money.minor < 0:
                raise node.wrong("must not be below zero.")
            found[currency] = money
        return found

    def _under(self, name: str) -> str:
        return f"{self.name}.{name}" if self.name else name


def read_policy_file(path: Path) -> tuple[PolicyNode, str]:
    """Give the top of a policy file, and its revision: the SHA-256 of its bytes."""
    try:
        content = path.read_bytes()
        node = yaml.compose(content.decode(), Loader=yaml.SafeLoader)
    except OSError as unreadable:
        why = unreadable.strerror or "it cannot be opened"
        raise PolicyFileError(
            f"{path}: the policy cannot be read ({why}). Check the path and the rights."
        ) from unreadable
    except UnicodeDecodeError as unreadable:
        raise PolicyFileError(f"{path}: the policy is not UTF-8. Save it as UTF-8.") from unreadable
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise PolicyFileError(
            f"{path}{line}: this is not YAML ({broken.problem}). Check indents, colons and quotes."
        ) from broken
    except yaml.YAMLError as broken:
        raise PolicyFileError(
            f"{path}: this is not YAML. Look for a character that cannot be seen, and remove it."
        ) from broken
    if node is None:
        raise PolicyFileError(
            f"{path}: the policy is empty. Start from the file that came with us."
        )
    return PolicyNode(path, node), sha256(content).hexdigest()
