"""What Windows shows under Properties > Details of a program, made from the package's version.

python packaging/windows/version_info.py VERSION TARGET.txt
"""

import sys
from pathlib import Path
from string import Template
from typing import Final

_TEXT: Final = Template(
    """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers=$numbers,
    prodvers=$numbers,
    mask=0x3F,
    flags=0x0,
    OS=0x40004,
    fileType=0x1,
    subtype=0x0,
    date=(0, 0),
  ),
  kids=[
    StringFileInfo(
      [
        StringTable(
          '040904B0',
          [
            StringStruct('CompanyName', 'SubJob Desk'),
            StringStruct('FileDescription', 'SubJob Desk'),
            StringStruct('FileVersion', '$version'),
            StringStruct('InternalName', 'subjob-desk'),
            StringStruct('OriginalFilename', 'SubJob Desk.exe'),
            StringStruct('ProductName', 'SubJob Desk'),
            StringStruct('ProductVersion', '$version'),
          ],
        )
      ]
    ),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""
)
"""The text form in which PyInstaller reads a version resource; language: English, Unicode."""


def version_info(version: str) -> str:
    """The version resource for ``version``, such as ``1.2.3``, as text for PyInstaller.

    Raises ``ValueError`` for a version that is not made of numbers: Windows knows no others.
    """
    numbers = [int(part) for part in version.split(".")]
    if not 1 <= len(numbers) <= 4 or not all(0 <= number <= 0xFFFF for number in numbers):
        raise ValueError(f"Windows cannot show the version {version}")
    filled = (*numbers, 0, 0, 0, 0)[:4]
    return _TEXT.substitute(version=version, numbers=filled)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(version_info(sys.argv[1]), encoding="utf-8", newline="\n")
