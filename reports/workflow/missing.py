"""What keeps a report from being submitted. Pure."""


def goals_without_comment(payload: dict) -> list[dict]:
    """The goals that are missed and of which nobody has said what happened, why, and what now."""
    goals = [goal for guidepost in payload["guideposts"] for goal in guidepost["goals"]]
    return [goal for goal in goals if goal["needs_comment"] and not is_whole(goal["comment"])]


def is_whole(comment: dict | None) -> bool:
    return bool(comment) and all(comment[part].strip() for part in ("happened", "why", "next_step"))
