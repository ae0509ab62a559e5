"""Print how right linking is, on seeds that its rules were tuned on and on others."""

from __future__ import annotations

from quality.linking.bodies import corpus
from quality.linking.figures import Pairs, pairs_of

TUNED = range(1, 6)
"""Seeds that the rules were looked at with."""
HELD_OUT = range(101, 111)
"""Seeds that they were not."""


def main() -> None:
    """Print pairwise precision and recall."""
    for name, seeds in (("tuned on", TUNED), ("held out", HELD_OUT)):
        counted = [pairs_of(corpus(seed)) for seed in seeds]
        for what, pairs in zip(("all", "within a body"), zip(*counted, strict=True), strict=True):
            total = sum(pairs, Pairs(0, 0, 0))
            print(
                f"{name}: seeds {seeds.start} to {seeds.stop - 1}, {what}: {total.true:,} pairs, "
                f"precision {total.precision:.4f}, recall {total.recall:.4f}"
            )


if __name__ == "__main__":
    main()
