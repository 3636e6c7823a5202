"""How many schedules are run, and which. Only options; the simulation itself is beside this."""

import pytest

ORDINARY = 50


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("simulation")
    group.addoption(
        "--schedules", type=int, help=f"how many schedules the simulator runs ({ORDINARY})"
    )
    group.addoption(
        "--seed", type=int, help="the one schedule to run, by its seed; the first of --schedules"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Blocks of schedules, so that several workers share a long run (``--dist load``)."""
    if "seeds" not in metafunc.fixturenames:
        return
    seed = metafunc.config.getoption("seed", None)
    count = metafunc.config.getoption("schedules", None) or (ORDINARY if seed is None else 1)
    first = 1 if seed is None else seed
    seeds = range(first, first + count)
    blocks = [seeds[start : start + ORDINARY] for start in range(0, len(seeds), ORDINARY)]
    metafunc.parametrize("seeds", blocks, ids=[f"{b[0]}-{b[-1]}" for b in blocks])
