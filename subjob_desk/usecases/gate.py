"""The gate of the export: nothing leaves with a line that Sage would refuse by the model.

The files are rehearsed as bytes, whatever the checks said; what stays is planned out of them.
"""

from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.sage_known import ExtraKey
from subjob_desk.usecases.known_sage import Connect, known_sage


class Gate:
    """Rehearses files before they leave."""

    def __init__(self, connect: Connect, company: Company, profile: Profile) -> None:
        """For files of this profile, with what is known now."""
        self._connect = connect
        self._company = company
        self._profile = profile

    def refused(
        self, data: bytes, kind: str, owners: tuple[str, ...], sub_jobs: list[SubJob]
    ) -> dict[str, tuple[str, str]]:
        """Message and remedy for each of ``sub_jobs``, by id, of which a line would be refused.

        ``owners``: the id of the sub job each line of the file belongs to. A refused line that
        belongs to nobody keeps all of them back.
        """
        given: dict[ExtraKey, SubJob] = {
            (one.job_key, strip(one.extra_code)): one for one in sub_jobs
        }
        sage = known_sage(self._connect, self._company, given)
        found: dict[str, tuple[str, str]] = {}
        for line in Rehearsal(self._profile, data, sage, kind).lines():
            if line.is_refused:
                owner = owners[line.line - 1] if line.line <= len(owners) else ""
                found.setdefault(owner, (line.says, line.remedy))
        nobodys = found.pop("", None)
        if nobodys is not None and not found:
            return {one.id: nobodys for one in sub_jobs}
        return found
