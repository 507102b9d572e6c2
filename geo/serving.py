"""Which post is charged with which kecamatan, as reported (`covers_kecamatan`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.demand import Places
    from geo.impedance.reach import Post, Reach


@dataclass(frozen=True, slots=True)
class Serving:
    """Who serves whom, for posts of one type.

    `by_kecamatan`: kecamatan_code -> the posts charged with it, the one that
    stands in it first, then in order of id; empty where nobody is known.
    """

    by_kecamatan: Mapping[str, tuple[Post, ...]]

    def first(self, kecamatan_code: str) -> Post | None:
        """Post that serves the kecamatan, None where not known."""
        return next(iter(self.by_kecamatan[kecamatan_code]), None)

    def group(self, kecamatan_code: str) -> tuple[str, ...]:
        """Codes of all kecamatan that this one's posts are charged with, sorted."""
        posts = self.by_kecamatan[kecamatan_code]
        return tuple(sorted({code for post in posts for code in post.covers}))


def serving_posts(places: Places, reach: Reach, post_type: str) -> Serving:
    """Read who serves whom from the posts of one type, such as ``polsek``."""
    posts = [post for post in reach.posts if post.post_type == post_type]
    return Serving(
        {place.code: _charged_with(posts, place.code) for place in places.kecamatan}
    )


def _charged_with(posts: list[Post], code: str) -> tuple[Post, ...]:
    charged = (post for post in posts if code in post.covers)
    return tuple(
        sorted(charged, key=lambda post: (post.kecamatan_code != code, post.post_id))
    )
