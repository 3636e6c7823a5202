"""SubJob Desk: sub jobs from a project manager's idea into Sage 300 CRE as extras."""

from typing import Final

__version__: Final = "1.0.0"
