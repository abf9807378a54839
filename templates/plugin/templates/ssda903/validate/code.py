"""Finds reviews held late."""

from cstools.rules import days, rule, validator


@rule(
    "LATE",
    "Review held too long after the one before",
    tables=["Reviews"],
    fields=["REVIEW"],
    severity="query",
    fix="Check both dates. If they are right, record why the review was late.",
)
def late_review(ret):
    """REVIEW is more than `most_days` days after the child's review before it."""
    reviews = ret.Reviews.ordered("REVIEW")
    return reviews.flag(reviews.REVIEW > reviews.before.REVIEW + days(ret.params.most_days))


cstools_validate = validator(__name__)
