"""Print how right linking is, on seeds that its rules were tuned on and on others."""

from __future__ import annotations

from quality.linking.bodies import CHOSEN, OBSERVED, corpus
from quality.linking.figures import NOTHING, pairs_of

TUNED = range(1, 6)
"""Seeds that the rules were looked at with."""
HELD_OUT = range(101, 111)
"""Seeds that they were not."""


def main() -> None:
    """Print pairwise precision and recall."""
    for lists, shares in (("as chosen", CHOSEN), ("as observed", OBSERVED)):
        for name, seeds in (("tuned on", TUNED), ("held out", HELD_OUT)):
            total = sum((pairs_of(corpus(seed, shares=shares)) for seed in seeds), NOTHING)
            print(f"lists {lists}, {name}: seeds {seeds.start} to {seeds.stop - 1}")
            for what, pairs in total.named().items():
                print(
                    f"  {what}: {pairs.true:,} pairs, "
                    f"precision {pairs.precision:.4f}, recall {pairs.recall:.4f}"
                )


if __name__ == "__main__":
    main()
