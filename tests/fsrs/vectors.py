"""Writes vectors.json: schedules by the reference scheduler in Python, with which ours is compared.

Run it where the package `fsrs` is installed: python tests/fsrs/vectors.py > tests/fsrs/vectors.json
"""

import json
import random
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS

START = datetime(2026, 1, 5, 12, 0, tzinfo=timezone.utc)


def schedule(grades, lateness, **settings):
    """Answers a card when it is due, or so many days later, and notes what the scheduler makes of it."""
    scheduler = Scheduler(enable_fuzzing=False, **settings)
    card, now, rows = Card(card_id=1, due=START), START, []
    for grade, late in zip(grades, lateness):
        now = max(card.due, now) + timedelta(days=late)
        card, _ = scheduler.review_card(card, Rating(grade), now)
        rows.append({
            "grade": grade,
            "at_ms": round(now.timestamp() * 1000),
            "phase": {1: "learning", 2: "review", 3: "relearning"}[card.state.value],
            "stability": card.stability,
            "difficulty": card.difficulty,
            "due_ms": round(card.due.timestamp() * 1000),
        })
    return rows


def main():
    rng = random.Random(6)
    # The sequence that the reference's own tests publish: 0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21 days.
    cases = [{"name": "published", "rows": schedule([3] * 6 + [1] * 2 + [3] * 5, [0] * 13)}]
    for number in range(60):
        n = rng.randint(3, 14)
        grades = [rng.choices([1, 2, 3, 4], [2, 2, 6, 2])[0] for _ in range(n)]
        lateness = [0] + [rng.choice([0, 0, 0, 1, 3, 30]) for _ in range(n - 1)]
        cases.append({"name": f"random {number}", "rows": schedule(grades, lateness)})
    print(json.dumps({
        "source": f"py-fsrs {version('fsrs')}",
        "parameters": list(DEFAULT_PARAMETERS),
        "cases": cases,
    }))


main()
