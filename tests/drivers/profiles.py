"""Profiles of a company, as an administrator would write them: the shipped one, and fields more."""

from collections.abc import Mapping

from subjob_desk.sage.profile import Written, load_profile, shipped_text

JOB_FIELDS = (
    (
        'name = "region", source = "constant", type = "constant", constant = "West, 100%", '
        "quoted = true"
    ),
    'name = "company", source = "company", type = "text", size = 30, quoted = true',
    'name = "batch_number", source = "batch_number", type = "whole", size = 6',
)
EXTRA_FIELDS = (
    'name = "sub_job", source = "sub_job", type = "text", size = 23, quoted = true',
    'name = "round", source = "round", type = "whole", size = 3',
    'name = "date", source = "date", type = "date"',
)
LINE_FIELDS = (
    'name = "sender", source = "sender", type = "text", size = 20, quoted = true',
    'name = "approver", source = "approver", type = "text", size = 20, quoted = true',
    'name = "sub_job_code", source = "sub_job_code", type = "code", size = 10, quoted = true',
    'name = "fund", source = "constant", type = "constant", constant = "7"',
)


def own_profile(
    name: str = "riverside",
    *,
    job: tuple[str, ...] = JOB_FIELDS,
    extra: tuple[str, ...] = EXTRA_FIELDS,
    line: tuple[str, ...] = LINE_FIELDS,
    changed: Mapping[str, str] | None = None,
) -> str:
    """The shipped profile under another name, with fields behind the standard ones."""
    text = shipped_text("default").replace('name = "default"', f'name = "{name}"')
    for record, fields in (("job", job), ("extra", extra), ("line", line)):
        text = _longer(text, record, fields)
    for was, now in (changed or {}).items():
        assert was in text, was
        text = text.replace(was, now, 1)
    return text


def _longer(text: str, record: str, fields: tuple[str, ...]) -> str:
    written = {"job": Written.PER_JOB, "extra": Written.PER_EXTRA, "line": Written.PER_LINE}
    number = len(load_profile().layout(written[record]).fields)
    last = text.index(f"\n{number} = ", text.index(f"[record.{record}.fields]"))
    end = text.index("\n", last + 1)
    more = "".join(f"\n{number + n} = {{ {field} }}" for n, field in enumerate(fields, 1))
    return text[:end] + more + text[end:]
