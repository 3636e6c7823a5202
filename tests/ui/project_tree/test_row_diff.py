"""The steps from one list of keys to another."""

from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.ui.project_tree.row_diff import Run, steps


def test_names_runs_of_what_goes_and_comes() -> None:
    plan = steps(["a", "b", "c", "d", "e"], ["a", "x", "y", "d"])
    assert plan.removed == (Run(4, 4), Run(1, 2))
    assert plan.inserted == (Run(1, 2),)
    assert not plan.reordered


def test_says_when_the_rest_stands_otherwise() -> None:
    assert steps(["a", "b", "c"], ["c", "a"]).reordered
    assert not steps(["a", "b"], ["a", "b"]).reordered


keys = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(keys, keys)
def test_the_steps_lead_from_the_old_list_to_the_new_one(old: list[str], new: list[str]) -> None:
    plan, now = steps(old, new), list(old)
    for run in plan.removed:
        del now[run.first : run.last + 1]
    if plan.reordered:
        now.sort(key=new.index)
    for run in plan.inserted:
        now[run.first : run.first] = new[run.first : run.last + 1]
    assert now == new
