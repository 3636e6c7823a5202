"""What is refused, word for word: what is so, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from subjob_desk.domain.errors import UserError


@contextmanager
def refused(problem: str, remedy: str) -> Iterator[None]:
    """What follows is refused with just these two sentences."""
    with pytest.raises(UserError) as caught:
        yield
    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
