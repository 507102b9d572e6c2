"""Values that are worked out when somebody asks, once for the whole process."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

K = TypeVar("K")
V = TypeVar("V")


class Lazy(Mapping[K, V]):
    """A mapping over `keys` whose values `make` gives, each one once.

    Whoever asks first waits; others who ask for the same value wait for it too, and
    those who ask for another are not held up. `make` is asked for keys that are not
    listed as well, so that it can say why there is no such value.
    """

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        """Remember the keys; nothing is worked out yet."""
        self._keys = tuple(keys)
        self._make = make
        self._made: dict[K, V] = {}
        self._locks: dict[K, Lock] = {}

    def __getitem__(self, key: K) -> V:
        """Return a value; raises what `make` raises."""
        if key not in self._made:
            with self._locks.setdefault(key, Lock()):
                if key not in self._made:
                    self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is listed; nothing is worked out for it."""
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        """Go through the keys in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._keys)
